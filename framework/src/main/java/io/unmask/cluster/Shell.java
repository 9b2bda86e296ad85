package io.unmask.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a short program and takes what it prints. */
final class Shell {
    /** Slurm's commands give up by themselves after about 100 seconds if their server does not answer. */
    private static final long PATIENCE_SECONDS = 150;

    private Shell() {}

    /**
     * What a program came to.
     *
     * @param code its exit code
     * @param missing whether there is no such program
     */
    record Result(int code, String out, String err, boolean missing) {}

    static Result run(List<String> command) {
        Process process;
        try {
            process = new ProcessBuilder(command).start();
            process.getOutputStream().close();
        } catch (IOException e) {
            return new Result(-1, "", String.valueOf(e.getMessage()), true);
        }
        CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        boolean interrupted = false;
        boolean ended = false;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        // An interrupt waits for the answer: a job that was just submitted must not be lost.
        while (!ended && System.nanoTime() < end) {
            try {
                ended = process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (ended) {
            return new Result(process.exitValue(), out.join(), err.join(), false);
        }
        process.destroyForcibly();
        return new Result(-1, "", command.get(0) + " did not answer in " + PATIENCE_SECONDS + " s", false);
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
