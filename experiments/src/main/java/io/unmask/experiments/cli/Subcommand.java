package io.unmask.experiments.cli;

import io.unmask.config.ConfigReader;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command has: a place for its words, and the options of {@link Main}. */
abstract class Subcommand implements Callable<Integer> {
    /** Exit code of a command that was interrupted. */
    static final int INTERRUPTED = 130;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Where results go. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Where messages go. */
    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    final Main program() {
        return (Main) spec.root().userObject();
    }

    /** Reads configurations with the components and the environment of this process. */
    final ConfigReader reader() {
        return new ConfigReader(program().components(), System.getenv());
    }

    /** The whole command line as it was given. */
    final List<String> arguments() {
        return spec.root().commandLine().getParseResult().originalArgs();
    }

    /** The names of the commands below this one. */
    final Set<String> subcommands() {
        return spec.subcommands().keySet();
    }

    /** An argument that cannot be meant so. */
    final ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
