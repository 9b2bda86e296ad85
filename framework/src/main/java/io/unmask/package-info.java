/** Unmask: experiments and benchmarks for deepfake detection. */
@NullMarked
package io.unmask;

import org.jspecify.annotations.NullMarked;
