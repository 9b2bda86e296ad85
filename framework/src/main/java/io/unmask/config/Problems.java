package io.unmask.config;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with a configuration, so that the user reads all of it at once. */
public final class Problems {
    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(
                    (Problem problem) -> problem.position().line())
            .thenComparing(problem -> problem.position().column());

    private final Set<Problem> found = new LinkedHashSet<>();

    /** Adds one; the same one twice counts once. */
    public void add(Problem problem) {
        found.add(problem);
    }

    /** Adds one that no list of names helps with. */
    public void add(Position position, String path, String message) {
        add(new Problem(position, path, message));
    }

    /** Adds those of another collection. */
    public void addAll(Problems others) {
        found.addAll(others.found);
    }

    /** Whether there is none yet. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** How many there are. */
    public int size() {
        return found.size();
    }

    /** All of them: a file after the other, each from top to bottom. */
    public List<Problem> list() {
        List<String> files = found.stream()
                .map(problem -> problem.position().file())
                .distinct()
                .toList();
        return found.stream()
                .sorted(Comparator.comparing((Problem problem) ->
                                files.indexOf(problem.position().file()))
                        .thenComparing(BY_PLACE))
                .toList();
    }

    /**
     * Ends the work if anything is wrong.
     *
     * @throws ConfigException with all problems
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigException(list());
        }
    }
}
