package io.unmask.media.video;

import io.unmask.data.portraits.PortraitVideo;
import io.unmask.media.Ffmpeg;
import io.unmask.media.ImageFiles;
import io.unmask.media.TestImages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Videos of drawn portraits with everything that can be odd or wrong about a video, for the tests of both modules. */
public final class TestVideos {
    private static final int MATRIX_OFFSET = 44;

    private TestVideos() {}

    /** 30 frames of 320 x 240 at 25 a second with AAC sound, H.264 with x264 at crf 23. */
    public static Path plain(Path file) {
        return write(PortraitVideo.of(0), file);
    }

    /** A video by its settings. */
    public static Path write(PortraitVideo video, Path file) {
        try {
            video.write(file);
            return file;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The plain one with metadata that asks for a turn by a multiple of 90 degrees clockwise. */
    public static Path rotated(Path file, int clockwiseDegrees) {
        byte[] bytes = bytes(plain(file));
        int at = indexOf(bytes, "tkhd") + MATRIX_OFFSET;
        int cos = (int) Math.rint(Math.cos(Math.toRadians(clockwiseDegrees))) << 16;
        int sin = (int) Math.rint(Math.sin(Math.toRadians(clockwiseDegrees))) << 16;
        ByteBuffer.wrap(bytes, at, 36)
                .putInt(cos)
                .putInt(sin)
                .putInt(0)
                .putInt(-sin)
                .putInt(cos);
        return write(file, bytes);
    }

    /** The plain one with its index in front, and the last part of the pictures missing. */
    public static Path truncated(Path file) {
        ffmpeg(plain(file), file, "-c", "copy", "-movflags", "faststart");
        byte[] bytes = bytes(file);
        return write(file, Arrays.copyOf(bytes, bytes.length * 2 / 3));
    }

    /** The plain one with its index at the end, cut off. */
    public static Path withoutIndex(Path file) {
        byte[] bytes = bytes(plain(file));
        return write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }

    /** A container without any frame. */
    public static Path withoutFrames(Path file) {
        ffmpeg(plain(file), file, "-frames:v", "0", "-c:v", "libx264", "-an");
        return file;
    }

    /** Sound alone. */
    public static Path soundAlone(Path file) {
        ffmpeg(plain(file), file, "-vn", "-c:a", "copy");
        return file;
    }

    /** An MP4 cut without encoding, so that an edit list hides the first pictures. */
    public static Path cut(Path file) {
        ffmpeg(plain(file), file, "-ss", "0.42", "-c", "copy");
        return file;
    }

    /** A photograph under the name of a video. */
    public static Path photograph(Path file) {
        return write(file, ImageFiles.encodeJpeg(TestImages.colour(64, 48, 1), 90));
    }

    /** Text under the name of a video. */
    public static Path text(Path file) {
        return write(file, "there is no video in this file\n".repeat(40).getBytes(StandardCharsets.UTF_8));
    }

    /** The plain one with its pictures overwritten: the index is whole, and nothing can be decoded. */
    public static Path garbled(Path file) {
        byte[] bytes = bytes(plain(file));
        int start = indexOf(bytes, "mdat") + 4;
        int end = indexOf(bytes, "moov") - 4;
        for (int i = start; i < end; i++) {
            bytes[i] = (byte) (i * 31 + 7);
        }
        return write(file, bytes);
    }

    /** Sends a file through ffmpeg and puts the result in its place. */
    public static void ffmpeg(Path from, Path to, String... options) {
        Path other = to.resolveSibling("ffmpeg-" + to.getFileName());
        List<String> arguments = new ArrayList<>();
        List<String> given = List.of(options);
        boolean seeks = given.get(0).equals("-ss");
        arguments.addAll(seeks ? given.subList(0, 2) : List.of());
        arguments.addAll(List.of("-i", from.toString()));
        arguments.addAll(seeks ? given.subList(2, given.size()) : given);
        arguments.addAll(List.of("-y", other.toString()));
        try {
            Ffmpeg.find().run(arguments, Ffmpeg.Input.NONE, InputStream::readAllBytes, Duration.ofMinutes(1));
            Files.move(other, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int indexOf(byte[] bytes, String name) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(name);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes bytes. */
    public static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
