/** PyTorch's checkpoint files, read without Python and without running anything that they say. */
package io.unmask.weights.torch;
