package io.unmask.experiments.store;

import java.nio.file.Path;

/**
 * The folder of one experiment: its configuration, its trials, and what is derived from their scores.
 *
 * @param path {@code results/<experiment>}
 */
public record RunFolder(Path path) {
    /** The configuration as it was run, everything resolved. */
    public Path experimentYaml() {
        return path.resolve("experiment.yaml");
    }

    /** Written last: says that every trial and the report are there. */
    public Path finished() {
        return path.resolve("manifest.json");
    }

    /** Held by the process that runs the experiment. */
    public Path lock() {
        return path.resolve(".lock");
    }

    /** What was submitted to a cluster, a folder each. */
    public Path jobs() {
        return path.resolve("jobs");
    }

    /** The folder of a trial, given its place below the experiment's. */
    public TrialFolder trial(Path relative) {
        return new TrialFolder(path.resolve(relative));
    }
}
