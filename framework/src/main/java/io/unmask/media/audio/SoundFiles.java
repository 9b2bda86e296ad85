package io.unmask.media.audio;

import io.unmask.config.BadInputException;
import io.unmask.media.Ffmpeg;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The sound of audio and video files, whatever FFmpeg can decode: the first audio track, at its own rate and with all
 * its channels, through a pipe. Sixteen-bit samples become sample / 32768, as everywhere.
 */
public final class SoundFiles {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    /** What every version says to a file without the stream that was asked for. */
    private static final String NO_TRACK = "matches no streams";

    private static final int FLOAT_FORMAT = 3;
    private static final int EXTENSIBLE_FORMAT = 0xfffe;

    private static final Set<String> EXTENSIONS =
            Set.of("wav", "flac", "mp3", "m4a", "aac", "ogg", "opus", "wma", "aif", "aiff");

    private SoundFiles() {}

    /** Whether the name ends like that of a sound; letter case does not matter. Videos, which may have sound, are none. */
    public static boolean isSound(Path file) {
        String name = file.toString();
        return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /**
     * Decodes the sound of a file.
     *
     * @return nothing if the file has no audio track
     * @throws BadInputException if the file is missing, broken or no media file; names it
     * @throws InterruptedException if the thread is interrupted
     */
    public static Optional<Sound> read(Path file, Ffmpeg ffmpeg) throws InterruptedException {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(file + ": no such file");
        }
        List<String> arguments = List.of(
                "-threads",
                "1",
                "-i",
                file.toAbsolutePath().toString(),
                "-map",
                "0:a:0",
                "-vn",
                "-c:a",
                "pcm_f32le",
                "-f",
                "wav",
                "pipe:1");
        try {
            return Optional.of(ffmpeg.run(arguments, Ffmpeg.Input.NONE, SoundFiles::wave, TIMEOUT));
        } catch (BadInputException e) {
            if (String.valueOf(e.getMessage()).contains(NO_TRACK)) {
                return Optional.empty();
            }
            throw new BadInputException(
                    file + ": its sound cannot be decoded; is it a whole audio or video file?\n    " + e.getMessage(),
                    e);
        }
    }

    /** Reads RIFF WAVE with floats; the length in its header is not trusted, since a pipe has none to give. */
    private static Sound wave(InputStream in) throws IOException {
        ByteBuffer riff = block(in, 12);
        requireTag(riff, 0, "RIFF");
        requireTag(riff, 8, "WAVE");
        int channels = 0;
        int rate = 0;
        while (true) {
            ByteBuffer head = block(in, 8);
            String tag = tag(head, 0);
            if (tag.equals("data")) {
                if (channels < 1) {
                    throw new IOException("samples before their format");
                }
                return new Sound(channels(in.readAllBytes(), channels, rate));
            }
            int size = head.getInt(4);
            ByteBuffer chunk = block(in, size + size % 2);
            if (tag.equals("fmt ")) {
                int format = chunk.getShort(0) & 0xffff;
                if ((format != FLOAT_FORMAT && format != EXTENSIBLE_FORMAT) || chunk.getShort(14) != Float.SIZE) {
                    throw new IOException("expected samples of 32-bit floats, found format " + format);
                }
                channels = chunk.getShort(2);
                rate = chunk.getInt(4);
            }
        }
    }

    private static List<Waveform> channels(byte[] bytes, int channels, int rate) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = bytes.length / (Float.BYTES * channels);
        float[] interleaved = new float[length * channels];
        buffer.asFloatBuffer().get(interleaved);
        List<Waveform> separate = new ArrayList<>(channels);
        for (int c = 0; c < channels; c++) {
            float[] samples = new float[length];
            for (int i = 0; i < length; i++) {
                samples[i] = interleaved[i * channels + c];
            }
            separate.add(new Waveform(samples, rate));
        }
        return separate;
    }

    private static ByteBuffer block(InputStream in, int size) throws IOException {
        byte[] bytes = in.readNBytes(Math.max(0, size));
        if (bytes.length < size || size < 0) {
            throw new EOFException("the sound ends inside its header");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void requireTag(ByteBuffer buffer, int at, String expected) throws IOException {
        if (!tag(buffer, at).equals(expected)) {
            throw new IOException("expected " + expected + ", found " + tag(buffer, at));
        }
    }

    private static String tag(ByteBuffer buffer, int at) {
        byte[] tag = new byte[4];
        buffer.get(at, tag);
        return new String(tag, StandardCharsets.ISO_8859_1);
    }
}
