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

    static <T> T run(List<String> command, Ffmpeg.Input input, Ffmpeg.Output<T> output, Duration timeout)
            throws InterruptedException {
        Process process = start(command);
        try {
            Future<?> fed = PIPES.submit(() -> feed(process, input));
            Future<String> messages = PIPES.submit(() -> tail(process.getErrorStream()));
            Future<T> read = PIPES.submit(() -> {
                try (InputStream out = process.getInputStream()) {
                    return output.readFrom(out);
                }
            });
            process.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            String said = messages.get();
            if (process.exitValue() != 0) {
                throw new BadInputException(describe(command, "failed with exit code " + process.exitValue(), said));
            }
            T result = read.get();
            fed.get();
            return result;
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

    private static String tail(InputStream stream) throws IOException {
        byte[] last = {};
        byte[] buffer = new byte[MESSAGE_BYTES];
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
            int keep = Math.min(last.length, MESSAGE_BYTES - Math.min(n, MESSAGE_BYTES));
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
