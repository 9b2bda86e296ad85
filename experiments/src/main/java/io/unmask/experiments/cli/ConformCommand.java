package io.unmask.experiments.cli;

import io.unmask.experiments.conform.Conform;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code unmask conform}: modules held against fixtures. */
@Command(
        name = "conform",
        description = {
            "Hold modules against numbers that other code produced.",
            "Reads fixtures (.safetensors with inputs, parameters and expected numbers), builds the module that each"
                    + " names, runs it forward and backward in float32 and float64, and compares every expected tensor."
        })
public final class ConformCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Main main;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "A fixture, or a folder of fixtures.")
    private List<Path> paths = List.of();

    @Option(
            names = "--require",
            split = ",",
            paramLabel = "AREA",
            description = "Areas that must be there and implemented: a skipped case in one of them fails.")
    private Set<String> required = Set.of();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        return new Conform(main.components(), out).run(paths, required) ? 0 : 1;
    }
}
