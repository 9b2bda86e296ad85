package io.unmask.experiments.conform;

import io.unmask.config.BadInputException;
import io.unmask.config.Components;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Runs every fixture below some paths and prints a line for each. */
public final class Conform {
    private static final String SUFFIX = ".safetensors";

    private final List<ConformCase> cases;
    private final PrintWriter out;
    private final Map<Outcome.Status, Integer> counts = new EnumMap<>(Outcome.Status.class);

    /** With the cases of the class path. */
    public Conform(PrintWriter out) {
        this(Components.builtIn(), out);
    }

    /** With the cases of the class path and of plugins. */
    public Conform(Components components, PrintWriter out) {
        this.cases = components.services(ConformCase.class);
        this.out = out;
    }

    /**
     * Runs the fixtures.
     *
     * @param paths files, or folders that are searched to any depth
     * @param required areas in which a case that is skipped, or no case at all, is a failure
     * @return whether nothing failed
     * @throws BadInputException if a path is missing or holds no fixture
     */
    public boolean run(List<Path> paths, Set<String> required) {
        Set<String> missing = new TreeSet<>(required);
        for (Path file : files(paths)) {
            Outcome outcome;
            String title = file.toString();
            try {
                Fixture fixture = Fixture.read(file);
                title = fixture.area() + "/" + fixture.name();
                missing.remove(fixture.area());
                outcome = run(fixture, required.contains(fixture.area()));
            } catch (BadInputException e) {
                outcome = Outcome.failed(String.valueOf(e.getMessage()));
            }
            report(title, outcome);
        }
        for (String area : missing) {
            report(area, Outcome.failed("required, but no fixture of this area was found"));
        }
        int failed = count(Outcome.Status.FAIL);
        out.printf(
                Locale.ROOT,
                "%d OK, %d failed, %d skipped%n",
                count(Outcome.Status.OK),
                failed,
                count(Outcome.Status.SKIP));
        out.flush();
        return failed == 0;
    }

    private void report(String title, Outcome outcome) {
        counts.merge(outcome.status(), 1, Integer::sum);
        out.println(outcome.line(title));
        out.flush();
    }

    private int count(Outcome.Status status) {
        return counts.getOrDefault(status, 0);
    }

    private Outcome run(Fixture fixture, boolean required) {
        for (ConformCase candidate : cases) {
            if (candidate.handles(fixture)) {
                return run(candidate, fixture);
            }
        }
        return required ? Outcome.failed("no counterpart, but --require names its area") : Outcome.skipped();
    }

    private static Outcome run(ConformCase runner, Fixture fixture) {
        Comparison comparison = new Comparison(fixture);
        try {
            runner.run(fixture, comparison);
        } catch (BadInputException e) {
            comparison.fail(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // Whatever a module throws on its inputs is a failure of this case and no reason to leave out the rest.
            comparison.fail("stopped by " + e);
        }
        return comparison.outcome();
    }

    private static List<Path> files(List<Path> paths) {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new BadInputException(
                        path + ": no such file or folder; expected a .safetensors file or a folder of them");
            }
            int before = files.size();
            try (Stream<Path> walk = Files.walk(path)) {
                walk.filter(file -> Files.isRegularFile(file)
                                && (file.equals(path) || file.toString().endsWith(SUFFIX)))
                        .sorted()
                        .forEach(files::add);
            } catch (IOException e) {
                throw new BadInputException(path + ": cannot be read (" + e + ")", e);
            }
            if (files.size() == before) {
                throw new BadInputException(path + ": found no .safetensors file in this folder or below it");
            }
        }
        return files;
    }
}
