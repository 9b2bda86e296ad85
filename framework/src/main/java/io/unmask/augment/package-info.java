/** Random changes of training samples, one file each. */
package io.unmask.augment;
