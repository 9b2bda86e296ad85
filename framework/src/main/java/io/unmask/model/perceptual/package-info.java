/** Distances between pictures by the features of networks. */
@NullMarked
package io.unmask.model.perceptual;

import org.jspecify.annotations.NullMarked;
