package io.unmask.experiments.cli;

import io.unmask.config.BadInputException;
import io.unmask.config.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into a message and an exit code; a stack trace is for {@code --debug} and for bugs. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    static final int FAILED = 1;
    static final int BAD_INPUT = 2;

    private final PrintWriter err;
    private final BooleanSupplier debug;

    Failures(PrintWriter err, BooleanSupplier debug) {
        this.err = err;
        this.debug = debug;
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine line, @Nullable ParseResult parsed) {
        return report(exception);
    }

    @Override
    public int handleParseException(ParameterException exception, String[] args) {
        err.println("unmask: " + exception.getMessage());
        UnmatchedArgumentException.printSuggestions(exception, err);
        err.println("See: " + exception.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return BAD_INPUT;
    }

    /** Tells the user and returns the exit code. */
    int report(Throwable failure) {
        if (debug.getAsBoolean()) {
            failure.printStackTrace(err);
        }
        if (failure instanceof ConfigException config) {
            err.println(config.getMessage());
            int count = config.problems().size();
            err.println(count == 1 ? "1 problem; nothing was run" : count + " problems; nothing was run");
            return BAD_INPUT;
        }
        if (failure instanceof ExceptionInInitializerError && failure.getCause() != null) {
            return report(failure.getCause());
        }
        if (failure instanceof BadInputException) {
            err.println("unmask: " + failure.getMessage());
            return BAD_INPUT;
        }
        if (failure instanceof IOException || failure instanceof UncheckedIOException) {
            Throwable cause = failure.getCause() instanceof IOException inner ? inner : failure;
            err.println("unmask: a file cannot be read or written: " + describe(cause));
            return BAD_INPUT;
        }
        if (failure instanceof OutOfMemoryError) {
            err.println("unmask: out of memory (" + failure.getMessage()
                    + "). Give more with UNMASK_HEAP=8g, or make the batch or" + " the number of workers smaller.");
            return BAD_INPUT;
        }
        reportBug(failure);
        return FAILED;
    }

    private static String describe(Throwable failure) {
        if (failure instanceof FileSystemException file) {
            String reason = file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
            return file.getFile() + ": " + reason;
        }
        return String.valueOf(failure.getMessage());
    }

    private void reportBug(Throwable failure) {
        err.println("unmask: this is a bug in Unmask or in a component of yours: " + failure);
        if (debug.getAsBoolean()) {
            return;
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        try {
            Path file = Files.createTempFile("unmask-bug-", ".txt");
            Files.write(file, List.of(Version.text(), "Java " + Runtime.version(), trace.toString()));
            err.println("Please report it with the stack trace in " + file);
        } catch (IOException e) {
            err.println(trace);
        }
    }
}
