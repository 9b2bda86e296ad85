/** Where faces are on a picture, and which part of the picture is cut out for each. */
@NullMarked
package io.unmask.data.face;

import org.jspecify.annotations.NullMarked;
