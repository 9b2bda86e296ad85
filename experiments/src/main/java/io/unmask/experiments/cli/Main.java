package io.unmask.experiments.cli;

import io.unmask.config.Components;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line {@code unmask}. */
@Command(
        name = "unmask",
        description = "Experiments and benchmarks for deepfake detection whose numbers can be trusted.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a check, trial or sample failed",
            "2:bad input or environment; the message says what and where",
            "130:interrupted; run the same command again to go on"
        },
        subcommands = {
            CheckCommand.class,
            RunCommand.class,
            TaskCommand.class,
            PrepareCommand.class,
            CompressCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            FuseCommand.class,
            VerifyCommand.class,
            ShowCommand.class,
            PredictCommand.class,
            InspectCommand.class,
            SubmitCommand.class,
            ListCommand.class,
            DescribeCommand.class,
            WeightsCommand.class,
            ExportCommand.class,
            ConformCommand.class,
            BenchCommand.class,
            DoctorCommand.class
        })
public final class Main extends CommandGroup {
    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Folder of jars whose components register like built-in ones.")
    private @Nullable Path plugins;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of an error.")
    private boolean debug;

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        // Before anything loads the engine, which would ask its maker's server otherwise.
        System.setProperty("OPT_OUT_TRACKING", "true");
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(out, err, args);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /**
     * Runs a command in this process.
     *
     * @param out where results go
     * @param err where messages go
     * @return the exit code
     */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        Main main = new Main();
        CommandLine line = new CommandLine(main);
        line.setOut(out);
        line.setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        Failures failures = new Failures(err, () -> main.debug);
        line.setExecutionExceptionHandler(failures);
        line.setParameterExceptionHandler(failures);
        try {
            return line.execute(args);
        } catch (Error error) {
            // picocli hands on exceptions only; memory and native libraries fail with errors.
            return failures.report(error);
        }
    }

    /** The arguments that give another process of this program the same components. */
    List<String> pluginArguments() {
        return plugins == null
                ? List.of()
                : List.of("--plugins", plugins.toAbsolutePath().toString());
    }

    /** What YAML can name: built-in components and those of {@code --plugins}. */
    Components components() {
        return plugins == null ? Components.builtIn() : Components.withPlugins(plugins);
    }
}
