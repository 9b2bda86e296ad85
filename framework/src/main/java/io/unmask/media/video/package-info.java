/** Video files: what they are, and their frames, each file decoded once through a pipe of the ffmpeg program. */
@NullMarked
package io.unmask.media.video;

import org.jspecify.annotations.NullMarked;
