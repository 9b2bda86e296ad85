package io.unmask.experiments.cli;

import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.store.RunFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where commands put and find what they make. A mixin of the commands. */
final class ResultsArguments {
    @Option(
            names = "--results",
            paramLabel = "DIR",
            defaultValue = "${env:UNMASK_RESULTS:-results}",
            description = "Folder of results; an experiment gets a folder in it. Default: ${DEFAULT-VALUE}.")
    private Path results = Path.of("results");

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Folder for what is made once and used by many trials: blends, compressed pictures."
                    + " Default: $UNMASK_CACHE, or .cache/unmask in your home.")
    private @Nullable Path cache;

    RunFolder folder(Plan plan) {
        return new RunFolder(results.resolve(plan.experiment().name()));
    }

    Path cache() {
        if (cache != null) {
            return cache;
        }
        String configured = System.getenv("UNMASK_CACHE");
        return configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache", "unmask")
                : Path.of(configured);
    }
}
