package io.unmask.experiments.run;

import io.unmask.config.BadInputException;
import io.unmask.experiments.plan.Trial;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a trial in a process of its own, since a process computes gradients of one network at a time: this program with the
 * same arguments and {@code --only TRIAL}. The child ends when this process does, however that is, because its standard
 * input ends then.
 */
final class TrialProcess implements TrialExecutor {
    /** Option of {@code run} that makes a process work on one trial. */
    static final String ONLY = "--only";

    private static final int BAD_INPUT = 2;
    private static final int INTERRUPTED = 130;
    private static final long PATIENCE_SECONDS = 25;

    private final String mainClass;
    private final List<String> arguments;
    private final int jobs;
    private final @Nullable GpuSlots gpus;

    /**
     * An executor.
     *
     * @param mainClass what the child starts
     * @param arguments those of this process
     * @param jobs children at a time, which share the memory that this process may take
     * @param gpus a GPU for each child; null to let all of them see what this process sees
     */
    TrialProcess(String mainClass, List<String> arguments, int jobs, @Nullable GpuSlots gpus) {
        this.gpus = gpus;
        this.mainClass = mainClass;
        this.arguments = List.copyOf(arguments);
        this.jobs = jobs;
    }

    @Override
    public void run(Trial trial, TrialListener listener) throws InterruptedException {
        if (gpus == null) {
            run(trial, listener, null);
            return;
        }
        String gpu = gpus.take();
        try {
            run(trial, listener, gpu);
        } finally {
            gpus.give(gpu);
        }
    }

    private void run(Trial trial, TrialListener listener, @Nullable String gpu) throws InterruptedException {
        Process process = start(trial, gpu);
        try {
            CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> text(process));
            CompletableFuture<Void> events = CompletableFuture.runAsync(() -> forward(process, listener));
            int code = process.waitFor();
            events.join();
            require(code, errors.join().strip(), trial);
        } finally {
            end(process);
        }
    }

    private Process start(Trial trial, @Nullable String gpu) {
        List<String> command =
                new ArrayList<>(JavaProgram.command(JavaProgram.heapMebibytes() / jobs, mainClass, List.of()));
        command.addAll(arguments);
        command.addAll(List.of(ONLY, trial.id()));
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            if (gpu != null) {
                builder.environment().put(GpuSlots.VISIBLE, gpu);
            }
            return builder.start();
        } catch (IOException e) {
            throw new BadInputException("a process for " + trial.id() + " cannot be started: " + e.getMessage(), e);
        }
    }

    private static void forward(Process process, TrialListener listener) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                TrialEvents.read(line, listener);
            }
        } catch (IOException e) {
            // The process has ended; its exit code says how.
        }
    }

    private static String text(Process process) {
        StringBuilder text = new StringBuilder();
        try (Reader reader = new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8)) {
            char[] part = new char[1 << 12];
            for (int read = reader.read(part); read >= 0; read = reader.read(part)) {
                text.append(part, 0, read);
            }
        } catch (IOException e) {
            // What was read so far is all there is.
        }
        return text.toString();
    }

    private static void require(int code, String errors, Trial trial) throws InterruptedException {
        String why = errors.startsWith("unmask: ") ? errors.substring("unmask: ".length()) : errors;
        switch (code) {
            case 0 -> {}
            case BAD_INPUT -> throw new BadInputException(why);
            case INTERRUPTED -> throw new InterruptedException(trial.id() + " was interrupted");
            default ->
                throw new TrialFailedException(
                        why.isEmpty() ? "its process ended with code " + code + " and said nothing" : why);
        }
    }

    private static void end(Process process) throws InterruptedException {
        if (process.isAlive()) {
            process.destroy();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
