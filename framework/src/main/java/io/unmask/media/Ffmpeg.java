package io.unmask.media;

import io.unmask.config.BadInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ffmpeg program, run as a process of its own and never linked. It is looked for in the environment
 * variable UNMASK_FFMPEG, then on the PATH (taken only if it can encode with libx264), then in the jar that
 * comes with Unmask.
 */
public final class Ffmpeg {
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(30);
    private static final int ANSWER_MESSAGE_BYTES = 1 << 16;
    private static final Pattern MAJOR = Pattern.compile("n?(\\d+)\\.");
    private static final int LAST_WITH_VSYNC = 5;

    private final Path program;
    private final String version;
    private final boolean x264;

    private Ffmpeg(Path program, String version, boolean x264) {
        this.program = program;
        this.version = version;
        this.x264 = x264;
    }

    /** Writes what the program reads from its standard input. */
    @FunctionalInterface
    public interface Input {
        /** Nothing to read. */
        Input NONE = in -> {};

        /** Writes everything; the stream is closed afterwards. */
        void writeTo(OutputStream in) throws IOException;
    }

    /**
     * Reads what the program writes to its standard output.
     *
     * @param <T> what is made of it
     */
    @FunctionalInterface
    public interface Output<T> {
        /** Reads to the end. */
        T readFrom(InputStream out) throws IOException;
    }

    /** The program that this process uses, found at the first call. */
    public static Ffmpeg find() {
        return Found.PROGRAM;
    }

    /**
     * A program of the caller's choosing.
     *
     * @throws BadInputException if it cannot be started or is no ffmpeg
     */
    public static Ffmpeg at(Path program) {
        String banner = probe(program, "-version");
        if (!banner.startsWith("ffmpeg version ")) {
            throw new BadInputException(program + ": does not answer like ffmpeg, but: " + firstLine(banner));
        }
        String version = banner.substring("ffmpeg version ".length()).split("\\s", 2)[0];
        return new Ffmpeg(program, version, probe(program, "-encoders").contains(" libx264 "));
    }

    /** Where the program is. */
    public Path program() {
        return program;
    }

    /** What it says its version is: "8.0.1". */
    public String version() {
        return version;
    }

    /** Whether it can encode H.264 with x264. */
    public boolean hasX264() {
        return x264;
    }

    /**
     * Runs the program to its end; all three pipes are served at the same time.
     *
     * @param arguments without the program's name; {@code -v error} goes before them
     * @param input its standard input
     * @param output reads its standard output
     * @param timeout when to give up
     * @return what the output made of it
     * @throws BadInputException if it cannot start, fails, or takes too long; carries the end of its messages
     * @throws InterruptedException if the thread is interrupted; the process is destroyed
     */
    public <T> T run(List<String> arguments, Input input, Output<T> output, Duration timeout)
            throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString(), "-hide_banner", "-v", "error"));
        command.addAll(arguments);
        return PipedProcess.run(command, input, output, timeout);
    }

    /**
     * What the program said and did, for questions whose answer may be a failure.
     *
     * @param <T> what was made of its standard output
     * @param output that
     * @param exitCode 0 for success
     * @param messages the end of its standard error, at most 64 KiB
     */
    public record Answer<T>(T output, int exitCode, String messages) {}

    /**
     * Runs the program to its end, however it ends.
     *
     * @param arguments without the program's name
     * @param output reads its standard output; a RuntimeException of it is passed on
     * @param timeout when to give up
     * @throws BadInputException if it cannot start, or takes too long
     * @throws InterruptedException if the thread is interrupted; the process is destroyed
     */
    public <T> Answer<T> ask(List<String> arguments, Output<T> output, Duration timeout) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString(), "-hide_banner", "-nostdin"));
        command.addAll(arguments);
        PipedProcess.Outcome<T> outcome =
                PipedProcess.observe(command, Input.NONE, output, timeout, ANSWER_MESSAGE_BYTES);
        return new Answer<>(outcome.output(), outcome.exitCode(), outcome.messages());
    }

    /**
     * The option by which this version leaves frames as they were decoded, none doubled and none dropped to keep a
     * rate: its name changed in version 5.1.
     */
    public List<String> framesAsDecoded() {
        Matcher number = MAJOR.matcher(version);
        boolean old = number.lookingAt() && Integer.parseInt(number.group(1)) <= LAST_WITH_VSYNC;
        return List.of(old ? "-vsync" : "-fps_mode", "passthrough");
    }

    private static String probe(Path program, String question) {
        try {
            return PipedProcess.run(
                    List.of(program.toString(), "-hide_banner", question), Input.NONE, Ffmpeg::text, PROBE_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking for ffmpeg", e);
        }
    }

    private static String text(InputStream out) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        out.transferTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("nothing");
    }

    /** Holder: looked for once. */
    private static final class Found {
        static final Ffmpeg PROGRAM = FfmpegFinder.find(System.getenv("UNMASK_FFMPEG"), System.getenv("PATH"));
    }
}
