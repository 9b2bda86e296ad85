/** Random changes of sound: of waveforms before their spectra are taken, and of mel bands. */
@NullMarked
package io.unmask.data.audio;

import org.jspecify.annotations.NullMarked;
