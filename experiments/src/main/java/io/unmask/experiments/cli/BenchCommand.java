package io.unmask.experiments.cli;

import picocli.CommandLine.Command;

/** {@code unmask bench}: how fast the parts are on this machine. */
@Command(
        name = "bench",
        description = "Measure how fast the parts are on this machine.",
        subcommands = {
            BenchTrainCommand.class,
            BenchBareCommand.class,
            BenchEvaluateCommand.class,
            BenchInferCommand.class,
            BenchInputCommand.class,
            BenchPredictCommand.class,
            BenchPrepareCommand.class,
            BenchStatisticsCommand.class,
            BenchNullCommand.class,
            BenchAudioCommand.class
        })
final class BenchCommand extends CommandGroup {}
