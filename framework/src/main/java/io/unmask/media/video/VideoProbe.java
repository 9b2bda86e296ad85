package io.unmask.media.video;

import io.unmask.media.Ffmpeg;
import io.unmask.media.video.UnusableVideoException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a video file is by having ffmpeg copy its packets, undecoded, into a list: some hundredths of a
 * second a file. The name of a file says nothing; its content does.
 */
public final class VideoProbe {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final String AGAIN = "; get it again";

    private static final Pattern CONTAINER = Pattern.compile("(?m)^Input #0, (.+), from ");
    private static final Pattern PICTURES =
            Pattern.compile("(?m)^\\s*Stream #0:\\d+\\S*: Video: (\\w+)(?: \\(([^/)]*)\\))?(?: \\([^)]*\\))*, (\\w+)"
                    + "(?!.*\\(attached pic\\)).*?, (\\d+)x(\\d+)");
    private static final Pattern SOUND = Pattern.compile(
            "(?m)^\\s*Stream #0:\\d+\\S*: Audio: (\\w+(?: \\([^/)]*\\))?)(?: \\([^)]*\\))*, (\\d+ Hz, [^,\\n]+)");
    private static final Pattern ROTATION = Pattern.compile("displaymatrix: rotation of (-?\\d+(?:\\.\\d+)?) degrees");

    private VideoProbe() {}

    /**
     * What a video is.
     *
     * @throws UnusableVideoException if there is no such video; says what is there instead. A truncated one is none of
     *     these: {@link VideoInfo#truncated} says so.
     * @throws InterruptedException if the thread is interrupted
     */
    public static VideoInfo of(Path file) throws InterruptedException {
        requireFile(file);
        Ffmpeg.Answer<PacketTable> answer = Ffmpeg.find()
                .ask(
                        List.of(
                                "-v",
                                "info",
                                "-i",
                                url(file),
                                "-map",
                                "0:V:0",
                                "-c",
                                "copy",
                                "-f",
                                "framecrc",
                                "pipe:1"),
                        PacketTable::read,
                        TIMEOUT);
        String said = answer.messages();
        Matcher container = CONTAINER.matcher(said);
        Matcher pictures = PICTURES.matcher(input(said));
        if (!container.find()) {
            throw unknown(file, said);
        }
        if (!pictures.find() || said.contains("matches no streams")) {
            boolean sound = SOUND.matcher(said).find();
            throw new UnusableVideoException(
                    file,
                    sound ? Fault.NO_PICTURES : Fault.NO_FRAMES,
                    sound ? "holds sound but no pictures" : "holds no frames" + AGAIN);
        }
        if (container.group(1).endsWith("_pipe") || container.group(1).equals("image2")) {
            throw new UnusableVideoException(
                    file,
                    Fault.PHOTOGRAPH,
                    "is a picture (" + pictures.group(1) + ") under the name of a video; name it as a picture");
        }
        return info(file, said, container.group(1), pictures, answer);
    }

    private static VideoInfo info(
            Path file, String said, String container, Matcher pictures, Ffmpeg.Answer<PacketTable> answer) {
        PacketTable packets = answer.output();
        if (packets.frames() == 0) {
            throw new UnusableVideoException(file, Fault.NO_FRAMES, "holds no frames" + AGAIN);
        }
        Matcher turn = ROTATION.matcher(said);
        int rotation = turn.find() ? Math.floorMod((int) Math.rint(Double.parseDouble(turn.group(1))), 360) : 0;
        boolean upright = rotation % 180 == 0;
        int width = Integer.parseInt(pictures.group(4));
        int height = Integer.parseInt(pictures.group(5));
        Matcher sound = SOUND.matcher(input(said));
        return new VideoInfo(
                container,
                pictures.group(1),
                pictures.group(2) == null ? "" : pictures.group(2),
                pictures.group(3),
                upright ? width : height,
                upright ? height : width,
                rotation,
                packets.frames(),
                packets.seconds(),
                packets.isUneven(),
                sound.find() ? sound.group(1) + ", " + sound.group(2) : null,
                encoder(file),
                packets.hasCorrupt() || said.contains("partial file") || said.contains("Truncating packet"),
                packets.hash());
    }

    /** What ffmpeg says of the file, without what it then says of the list. */
    private static String input(String said) {
        int output = said.indexOf("\nOutput #0");
        return output < 0 ? said : said.substring(0, output);
    }

    /** A path as ffmpeg takes it: names with a colon or a leading hyphen are no protocols and options. */
    static String url(Path file) {
        return "file:" + file.toAbsolutePath();
    }

    private static void requireFile(Path file) {
        if (!Files.exists(file)) {
            throw new UnusableVideoException(file, Fault.MISSING, "no such file");
        }
        if (Files.isDirectory(file)) {
            throw new UnusableVideoException(file, Fault.FOLDER, "is a folder, but a video was expected");
        }
        if (!Files.isReadable(file)) {
            throw new UnusableVideoException(file, Fault.UNREADABLE, "may not be read by this user");
        }
        try {
            if (Files.size(file) == 0) {
                throw new UnusableVideoException(file, Fault.EMPTY, "the file is empty (0 bytes)" + AGAIN);
            }
        } catch (IOException e) {
            throw new UnusableVideoException(file, Fault.UNREADABLE, "cannot be read (" + e + ")");
        }
    }

    private static UnusableVideoException unknown(Path file, String said) {
        if (said.contains("moov atom not found") && !said.contains("low score")) {
            return new UnusableVideoException(
                    file,
                    Fault.NO_INDEX,
                    "its index (moov atom) is missing: the file was cut off, or its writer did not end" + AGAIN);
        }
        String last = said.lines().reduce("", (before, line) -> line).toLowerCase(Locale.ROOT);
        int colon = last.lastIndexOf(": ");
        return new UnusableVideoException(
                file,
                Fault.NO_VIDEO,
                "is no video that ffmpeg can read (" + (colon < 0 ? last : last.substring(colon + 2)) + ")" + AGAIN);
    }

    private static @Nullable EncoderSettings encoder(Path file) {
        try {
            return EncoderSettings.of(file);
        } catch (IOException e) {
            throw new UnusableVideoException(file, Fault.UNREADABLE, "cannot be read (" + e + ")");
        }
    }
}
