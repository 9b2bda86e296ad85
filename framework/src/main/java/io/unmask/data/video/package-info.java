/** Data sets as they are downloaded: videos with labels, people and splits, before any face is cut out. */
@NullMarked
package io.unmask.data.video;

import org.jspecify.annotations.NullMarked;
