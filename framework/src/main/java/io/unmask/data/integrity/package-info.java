/** What makes numbers worthless if it goes unseen: people or pictures on both sides of a split, one class only. */
@NullMarked
package io.unmask.data.integrity;

import org.jspecify.annotations.NullMarked;
