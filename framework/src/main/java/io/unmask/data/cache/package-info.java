/** Pictures made once and kept: packed into one file a set, compressed by a real encoder. */
package io.unmask.data.cache;
