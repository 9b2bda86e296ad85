/** Batches from clips: pictures are read, fitted and augmented on all cores ahead of the consumer. */
package io.unmask.data.load;
