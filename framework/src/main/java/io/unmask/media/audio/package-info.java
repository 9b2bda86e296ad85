/** Sound: decoded by FFmpeg, resampled, and turned into spectra and mel spectrograms; plain Java, floats in memory. */
@NullMarked
package io.unmask.media.audio;

import org.jspecify.annotations.NullMarked;
