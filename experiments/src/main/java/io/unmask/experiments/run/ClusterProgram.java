package io.unmask.experiments.run;

import io.unmask.cluster.Executor;
import io.unmask.cluster.Submission;
import io.unmask.cluster.TaskProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * This program as tasks of a cluster run it: the same Java and class path, in the same folder, with its share of memory and
 * cores.
 *
 * @param executor where tasks run
 * @param memoryMebibytes of a task; null if nothing is said
 * @param mainClass the program
 * @param arguments its arguments, given the submission
 */
public record ClusterProgram(
        Executor executor,
        @Nullable Integer memoryMebibytes,
        String mainClass,
        Function<Submission, List<String>> arguments) {
    private static final List<String> VARIABLES =
            List.of("UNMASK_", "PYTORCH_", "DJL_", "ENGINE_CACHE_DIR", "OMP_", "OPENCV_", "LD_LIBRARY_PATH");

    /** What the tasks of a submission run. */
    public TaskProgram of(Submission submission) {
        int cores = executor.cores(Runtime.getRuntime().availableProcessors());
        // Half of a task's memory, as of a machine's: libtorch keeps its own beside Java's.
        long heap = memoryMebibytes == null ? JavaProgram.heapMebibytes() : Math.max(256, memoryMebibytes / 2);
        List<String> words = new ArrayList<>(JavaProgram.command(
                heap, mainClass, List.of("-XX:ActiveProcessorCount=" + cores, "-Dunmask.terminal=false")));
        words.addAll(arguments.apply(submission));
        return new TaskProgram(words, Path.of("").toAbsolutePath(), environment());
    }

    /** Not every cluster hands on the environment of the login node. */
    private static Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        System.getenv().forEach((name, value) -> {
            if (VARIABLES.stream().anyMatch(name::startsWith)) {
                environment.put(name, value);
            }
        });
        return environment;
    }
}
