package io.unmask.data.audio;

import io.unmask.config.BadInputException;
import io.unmask.files.Sha256;
import io.unmask.files.WholeFile;
import io.unmask.media.Ffmpeg;
import io.unmask.media.ImageFiles;
import io.unmask.media.audio.Resampler;
import io.unmask.media.audio.Sound;
import io.unmask.media.audio.SoundFiles;
import io.unmask.media.audio.Waveform;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sounds at one rate, decoded once: a file of floats in the cache for each, named by the path, size and time of the
 * original. For 22,050 Hz that is 88 kB a second and channel.
 *
 * @param cache folder of all caches
 * @param rate samples a second
 * @param channels whether channels are kept apart; else their mean is kept
 */
public record SoundStore(Path cache, int rate, boolean channels) {
    private static final String VERSION = "sound 1";
    private static final int HEADER_BYTES = 2 * Integer.BYTES;
    /** Frames of one video are made side by side and share its sound: one thread decodes it, the others wait. */
    private static final Object[] DECODING =
            Stream.generate(Object::new).limit(64).toArray();

    /**
     * The sound of a file.
     *
     * @return null if the file has no audio track
     * @throws BadInputException if the file is missing or broken, or the cache cannot be written
     */
    public @Nullable Sound read(Path file) {
        Path kept = kept(file);
        synchronized (DECODING[Math.floorMod(kept.hashCode(), DECODING.length)]) {
            if (Files.isRegularFile(kept)) {
                Sound sound = parse(kept);
                if (sound != null || isEmpty(kept)) {
                    return sound;
                }
            }
            Sound sound = decode(file);
            WholeFile.write(kept, out -> out.write(bytes(sound)));
            return sound;
        }
    }

    private Path kept(Path file) {
        String key = String.join("\n", VERSION, Resampler.NAME, rate + " " + channels, ImageFiles.fingerprint(file));
        return cache.resolve("sound").resolve(Sha256.ofText(key) + ".f32");
    }

    private @Nullable Sound decode(Path file) {
        try {
            Sound whole = SoundFiles.read(file, Ffmpeg.find()).orElse(null);
            if (whole == null) {
                return null;
            }
            List<Waveform> wanted = channels ? whole.channels() : List.of(whole.mono());
            return new Sound(wanted.stream()
                    .map(channel -> Resampler.resample(channel, rate))
                    .toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while decoding " + file, e);
        }
    }

    private static byte[] bytes(@Nullable Sound sound) {
        int count = sound == null ? 0 : sound.channels().size();
        int length = sound == null ? 0 : sound.length();
        ByteBuffer buffer = ByteBuffer.allocate(HEADER_BYTES + count * length * Float.BYTES);
        buffer.putInt(count).putInt(length);
        if (sound != null) {
            for (Waveform channel : sound.channels()) {
                buffer.asFloatBuffer().put(channel.samples());
                buffer.position(buffer.position() + length * Float.BYTES);
            }
        }
        return buffer.array();
    }

    private static ByteBuffer read(Path kept, String purpose) {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(kept));
        } catch (IOException e) {
            throw new BadInputException(kept + ": cannot be read " + purpose + " (" + e.getMessage() + ")", e);
        }
    }

    private static boolean isEmpty(Path kept) {
        ByteBuffer buffer = read(kept, "back");
        return buffer.limit() == HEADER_BYTES && buffer.getInt(0) == 0;
    }

    /** Null for a file without a track, and for one of the cache that is not whole. */
    private @Nullable Sound parse(Path kept) {
        ByteBuffer buffer = read(kept, "back");
        int count = buffer.limit() < HEADER_BYTES ? 0 : buffer.getInt();
        int length = buffer.limit() < HEADER_BYTES ? 0 : buffer.getInt();
        if (count < 1 || buffer.limit() != HEADER_BYTES + (long) count * length * Float.BYTES) {
            return null;
        }
        List<Waveform> parts = new ArrayList<>(count);
        for (int c = 0; c < count; c++) {
            float[] samples = new float[length];
            buffer.asFloatBuffer().get(samples);
            buffer.position(buffer.position() + length * Float.BYTES);
            parts.add(new Waveform(samples, rate));
        }
        return new Sound(parts);
    }
}
