package io.unmask.experiments.cli;

import io.unmask.experiments.plan.Plan;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;

/** A command on an experiment. */
abstract class ExperimentCommand extends Subcommand {
    @Mixin
    private ExperimentArguments experiment = new ExperimentArguments();

    /** The experiment's file. */
    final Path file() {
        return experiment.file();
    }

    /** Its plan; throws with every problem. */
    final Plan plan() {
        return experiment.plan(reader());
    }
}
