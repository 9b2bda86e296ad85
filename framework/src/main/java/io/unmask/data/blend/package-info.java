/**
 * Self-blended images (Shiohara and Yamasaki, CVPR 2022): a fake made from one real face by blending a
 * slightly changed and moved copy of the face over itself.
 */
@NullMarked
package io.unmask.data.blend;

import org.jspecify.annotations.NullMarked;
