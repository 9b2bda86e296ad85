package io.unmask.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration with problems; the message holds all of them, one below the other. */
public final class ConfigException extends BadInputException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** With all that was found. */
    public ConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** What was found, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }
}
