package io.unmask.experiments.cli;

import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.store.RunFolder;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where commands put and find what they make. A mixin of the commands. */
final class ResultsArguments {
    @Option(
            names = "--results",
            paramLabel = "DIR",
            defaultValue = "${env:UNMASK_RESULTS:-results}",
            description = "Folder of results; an experiment gets a folder in it. Default: ${DEFAULT-VALUE}.")
    private Path results = Path.of("results");

    @Mixin
    private CacheArgument cache = new CacheArgument();

    Path path() {
        return results;
    }

    RunFolder folder(Plan plan) {
        return new RunFolder(results.resolve(plan.experiment().name()));
    }

    Path cache() {
        return cache.cache();
    }
}
