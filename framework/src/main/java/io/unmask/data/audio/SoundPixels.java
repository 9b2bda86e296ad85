package io.unmask.data.audio;

import io.unmask.data.Pixels;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import io.unmask.media.audio.Resampler;
import io.unmask.media.audio.Sound;
import io.unmask.media.audio.SoundPicture;
import io.unmask.media.audio.Waveform;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The picture of a file's sound.
 *
 * @param file an audio or video file
 * @param picture how sound becomes a picture
 * @param rules what becomes of a file without sound; one that is to be skipped is an error here
 * @param store keeps what was decoded
 */
public record SoundPixels(Path file, SoundPicture picture, SoundRules rules, SoundStore store) implements Pixels {
    @Override
    public Image read() {
        Sound track = store.read(file);
        Waveform sound = track == null ? null : track.mono();
        return passes(sound) && sound != null ? picture.of(sound) : picture.silence();
    }

    /**
     * Whether the rules let a sound be looked at.
     *
     * @throws io.unmask.config.BadInputException if they call it an error
     */
    boolean passes(@Nullable Waveform sound) {
        SoundRules.Fault fault = rules.faultOf(sound);
        if (fault != null && fault.rule() != SoundRules.Rule.ZERO_IMAGE) {
            throw SoundRules.error(file, fault);
        }
        return fault == null;
    }

    /** What is wrong with the file's sound; null for nothing. */
    public SoundRules.@Nullable Fault fault() {
        Sound track = store.read(file);
        return rules.faultOf(track == null ? null : track.mono());
    }

    @Override
    public String describe() {
        return file.toString();
    }

    @Override
    public String fingerprint() {
        return "sound of " + ImageFiles.fingerprint(file) + " " + picture + " " + rules + " " + Resampler.NAME;
    }

    @Override
    public boolean isCostly() {
        return true;
    }
}
