package io.unmask.media;

import io.unmask.config.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program run with its three pipes served at the same time, so that none of them can fill up and block. */
final class PipedProcess {
    private static final int MESSAGE_BYTES = 4000;
    private static final ExecutorService PIPES = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "pipe");
        thread.setDaemon(true);
        return thread;
    });

    private PipedProcess() {}

    /**
     * What a program left behind.
     *
     * @param <T> what was made of its standard output
     * @param output that
     * @param exitCode its exit code
     * @param messages the end of its standard error
     */
    record Outcome<T>(T output, int exitCode, String messages) {}

    static <T> T run(List<String> command, Ffmpeg.Input input, Ffmpeg.Output<T> output, Duration timeout)
            throws InterruptedException {
        Outcome<Result<T>> outcome = observe(command, input, out -> Result.of(output, out), timeout, MESSAGE_BYTES);
        if (outcome.exitCode() != 0) {
            throw new BadInputException(
                    describe(command, "failed with exit code " + outcome.exitCode(), outcome.messages()));
        }
        try {
            return outcome.output().get();
        } catch (IOException e) {
            throw new BadInputException(describe(command, "broke off", e.toString()), e);
        }
    }

    /** What was read, or why it could not be: an exit code tells more than the pipe that broke because of it. */
    private interface Result<T> {
        T get() throws IOException;

        static <T> Result<T> of(Ffmpeg.Output<T> output, InputStream out) {
            try {
                T value = output.readFrom(out);
                return () -> value;
            } catch (IOException e) {
                return () -> {
                    throw e;
                };
            }
        }
    }

    /** As {@link #run}, but a failing program is none of this method's business. */
    static <T> Outcome<T> observe(
            List<String> command, Ffmpeg.Input input, Ffmpeg.Output<T> output, Duration timeout, int messageBytes)
            throws InterruptedException {
        Process process = start(command);
        try {
            Future<?> fed = PIPES.submit(() -> feed(process, input));
            Future<String> messages = PIPES.submit(() -> tail(process.getErrorStream(), messageBytes));
            Future<T> read = PIPES.submit(() -> {
                try (InputStream out = process.getInputStream()) {
                    return output.readFrom(out);
                }
            });
            process.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            T result = read.get();
            fed.get();
            return new Outcome<>(result, process.exitValue(), messages.get());
        } catch (TimeoutException e) {
            throw new BadInputException(
                    describe(command, "did not end within " + timeout.toSeconds() + " s and was stopped", ""), e);
        } catch (ExecutionException e) {
            throw failure(command, e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).start();
        } catch (IOException e) {
            throw new BadInputException(command.get(0) + ": cannot be started: " + e.getMessage(), e);
        }
    }

    /** A program may end before it has read everything; whether that was a failure its exit code tells. */
    private static void feed(Process process, Ffmpeg.Input input) {
        try (OutputStream in = process.getOutputStream()) {
            input.writeTo(in);
        } catch (IOException e) {
            // Broken pipe.
        }
    }

    private static String tail(InputStream stream, int most) throws IOException {
        byte[] last = {};
        byte[] buffer = new byte[MESSAGE_BYTES];
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
            int keep = Math.min(last.length, most - Math.min(n, most));
            byte[] joined = new byte[keep + n];
            System.arraycopy(last, last.length - keep, joined, 0, keep);
            System.arraycopy(buffer, 0, joined, keep, n);
            last = joined;
        }
        return new String(last, StandardCharsets.UTF_8).strip();
    }

    private static RuntimeException failure(List<String> command, ExecutionException e) {
        if (e.getCause() instanceof RuntimeException own) {
            return own;
        }
        return new BadInputException(describe(command, "broke off", String.valueOf(e.getCause())), e);
    }

    private static String describe(List<String> command, String what, String said) {
        String detail = said.isEmpty() ? "" : "\n    it said: " + said.replace("\n", "\n             ");
        return command.get(0) + " " + what + detail + "\n    command: " + String.join(" ", command);
    }
}
