/** From data sets as they are downloaded to packed face crops, masks cropped alike, and a row for every frame. */
@NullMarked
package io.unmask.data.prepare;

import org.jspecify.annotations.NullMarked;
