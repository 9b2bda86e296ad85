package io.unmask.experiments.cli;

import io.unmask.experiments.conform.Conform;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code unmask conform}: modules held against fixtures. */
@Command(
        name = "conform",
        description = {
            "Hold modules against numbers that other code produced.",
            "Reads fixtures (.safetensors with inputs, parameters and expected numbers), builds the module that each"
                    + " names, runs it forward and backward in float32 and float64, and compares every expected tensor."
        })
public final class ConformCommand extends Subcommand {
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
        PrintWriter out = out();
        return new Conform(program().components(), out).run(paths, required) ? 0 : 1;
    }
}
