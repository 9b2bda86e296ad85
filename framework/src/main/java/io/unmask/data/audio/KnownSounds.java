package io.unmask.data.audio;

import io.unmask.config.BadInputException;
import io.unmask.media.Ffmpeg;
import io.unmask.media.ImageFiles;
import io.unmask.media.audio.Resampler;
import io.unmask.media.audio.SoundFiles;
import io.unmask.media.audio.Waveform;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Recordings that many samples need, such as noises and responses of rooms: decoded once while there is memory. */
final class KnownSounds {
    private static final Map<String, SoftReference<Waveform>> DECODED = new ConcurrentHashMap<>();

    private KnownSounds() {}

    /**
     * The mean of a file's channels at a rate.
     *
     * @throws BadInputException if the file is missing, broken, silent or has no sound
     */
    static Waveform read(Path file, int rate) {
        String key = ImageFiles.fingerprint(file) + " " + rate;
        SoftReference<Waveform> known = DECODED.get(key);
        Waveform sound = known == null ? null : known.get();
        if (sound == null) {
            sound = decode(file, rate);
            DECODED.put(key, new SoftReference<>(sound));
        }
        return sound;
    }

    private static Waveform decode(Path file, int rate) {
        try {
            Waveform sound = SoundFiles.read(file, Ffmpeg.find())
                    .orElseThrow(() -> new BadInputException(file + ": has no audio track"))
                    .mono();
            if (sound.peak() == 0) {
                throw new BadInputException(file + ": is silent from beginning to end; name another recording");
            }
            return Resampler.resample(sound, rate);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while decoding " + file, e);
        }
    }
}
