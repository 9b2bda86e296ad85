package io.unmask.experiments.cli;

import io.unmask.config.ConfigReader;
import io.unmask.experiments.plan.Plan;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command on an experiment takes: its file, and settings over it. A mixin of the commands. */
final class ExperimentArguments {
    @Parameters(index = "0", paramLabel = "EXPERIMENT", description = "The YAML file of the experiment.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = {
                "Set a key, after all files: -s train.epochs=2, -s data.compression=lq,",
                "-s augment.0.flip.probability=0.1. The value is YAML. Can be given many times."
            })
    private List<String> overrides = List.of();

    Path file() {
        return file;
    }

    List<String> overrides() {
        return overrides;
    }

    /** The plan; throws with every problem. */
    Plan plan(ConfigReader reader) {
        return Plan.read(reader, file, overrides);
    }
}
