package io.unmask.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What every task of an array runs.
 *
 * @param words the program and its arguments; in them {@link #TASK} stands for the task's number from 0 and {@link #NUMBER}
 *     for that from 1,
 *     and {@link #TASKS} for their count
 * @param folder where it runs
 * @param environment variables that it needs
 */
public record TaskProgram(List<String> words, Path folder, Map<String, String> environment) {
    /** The number of the task, from 0. */
    public static final String TASK = "{task}";

    /** The number of the task, from 1. */
    public static final String NUMBER = "{number}";

    /** How many tasks there are. */
    public static final String TASKS = "{tasks}";

    /** Copies the collections. */
    public TaskProgram {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }
}
