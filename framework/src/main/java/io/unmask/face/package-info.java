/** Face detectors that are networks of our own: they need tensors and files of weights, so they stand above both. */
@NullMarked
package io.unmask.face;

import org.jspecify.annotations.NullMarked;
