package io.unmask.experiments.plan;

import io.unmask.config.BadInputException;
import io.unmask.config.CheckException;
import io.unmask.config.ConfigReader;
import io.unmask.config.Node;
import io.unmask.config.Position;
import io.unmask.config.Problem;
import io.unmask.config.Problems;
import io.unmask.model.InputShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An experiment and the trials that it asks for: every choice on every axis of the sweep with every other
 * one, each with every seed. Everything is bound and checked before the first trial begins.
 *
 * <p>An axis whose choices set {@code data.compression} alone is the compression axis; the other axes make the
 * variants, named by their choices with commas between. A choice sets keys as {@code -s key=value} does.
 *
 * @param experiment the experiment; where the sweep sets what it leaves out, with the first choices
 * @param trials in the order of the axes, seeds last
 * @param reader what YAML could name when the experiment was read
 */
public record Plan(Experiment experiment, List<Trial> trials, ConfigReader reader) {
    /** The name of the variant where no axis makes variants. */
    public static final String ONLY_VARIANT = "base";

    private static final int MOST_TRIALS = 10_000;

    /** Copies the list. */
    public Plan {
        trials = List.copyOf(trials);
    }

    /** The same experiment with some of its trials alone. */
    public Plan only(List<Trial> some) {
        return new Plan(experiment, some, reader);
    }

    /**
     * What a run wrote down, {@code experiment.yaml} or {@code trial.yaml}, as this version of the program reads it.
     *
     * @param overrides settings to read instead of those in it
     * @throws BadInputException if it cannot be read, or an older version wrote what this one does not know
     */
    public Plan recorded(Path yaml, String... overrides) {
        return read(reader, yaml, List.of(overrides));
    }

    /** The names of the variants, in order. */
    public List<String> variants() {
        return trials.stream().map(Trial::variant).distinct().toList();
    }

    /**
     * By the name of a trial, the first trial with the same settings: the trial itself, unless another variant comes to the
     * same. Such trials are run once.
     */
    public Map<String, Trial> originals() {
        Map<String, Trial> first = new HashMap<>();
        Map<String, Trial> originals = new LinkedHashMap<>();
        for (Trial trial : trials) {
            Trial before = first.putIfAbsent(trial.yaml(), trial);
            originals.put(trial.id(), before == null ? trial : before);
        }
        return originals;
    }

    /** The first trial with the same settings as one of these trials. */
    public Trial original(Trial trial) {
        return originals().getOrDefault(trial.id(), trial);
    }

    /**
     * Reads an experiment and plans its trials.
     *
     * @param reader what YAML can name, and the environment
     * @param file the experiment
     * @param overrides settings of the command line: {@code train.epochs=2}
     * @throws io.unmask.config.ConfigException with everything that is wrong, in any variant
     */
    public static Plan read(ConfigReader reader, Path file, List<String> overrides) {
        Problems problems = new Problems();
        Node.Mapping tree = reader.tree(file, overrides, Experiment.class, problems);
        Plan plan = tree == null ? null : new Planner(reader, tree, problems).plan();
        problems.throwIfAny();
        if (plan == null) {
            throw new IllegalStateException(file + " gave neither a plan nor a problem");
        }
        return plan;
    }

    /** The work of {@link #read}. */
    private record Planner(ConfigReader reader, Node.Mapping tree, Problems problems) {
        /** One cell of the grid, before seeds. */
        private record Cell(List<Axis> axes, List<Axis.Choice> choices) {
            String variant() {
                List<String> labels = new ArrayList<>();
                for (int i = 0; i < choices.size(); i++) {
                    if (!axes.get(i).isCompression()) {
                        labels.add(choices.get(i).label());
                    }
                }
                return labels.isEmpty() ? ONLY_VARIANT : String.join(", ", labels);
            }

            Map<String, String> labels() {
                Map<String, String> labels = new LinkedHashMap<>();
                for (int i = 0; i < choices.size(); i++) {
                    labels.put(axes.get(i).name(), choices.get(i).label());
                }
                return labels;
            }
        }

        @Nullable
        Plan plan() {
            List<Axis> axes = tree.get("sweep") instanceof Node.Mapping sweep ? Axis.of(sweep, problems) : List.of();
            if (!problems.isEmpty() || tooMany(axes)) {
                bindAll(List.of(new Cell(List.of(), List.of())));
                return null;
            }
            List<Cell> cells = kept(grid(axes), axes);
            if (!problems.isEmpty()) {
                return null;
            }
            List<@Nullable Experiment> bound = bindAll(cells);
            Experiment whole = reader.bind(changed(cells.get(0), tree), Experiment.class, problems);
            if (whole == null || !problems.isEmpty()) {
                return null;
            }
            List<Trial> trials = new ArrayList<>();
            int cores = Runtime.getRuntime().availableProcessors();
            for (int i = 0; i < cells.size(); i++) {
                Experiment experiment = bound.get(i);
                if (experiment != null) {
                    trials.addAll(trials(cells.get(i), experiment, cores));
                }
            }
            Plan plan = new Plan(whole, trials, reader);
            checkFolders(plan);
            checkBaseline(plan);
            checkNetworks(plan);
            return plan;
        }

        /** A network that cannot be built, for its side or its taps, is found before anything is read. */
        private void checkNetworks(Plan plan) {
            Set<String> built = new HashSet<>();
            for (Trial trial : plan.trials) {
                Experiment config = trial.config();
                InputShape input = config.data().input();
                if (built.add(config.model() + " at " + input)) {
                    try {
                        config.model().build(input);
                    } catch (BadInputException | CheckException e) {
                        problems.add(
                                place("model"),
                                "model",
                                "cannot be built for "
                                        + (input.isClip() ? "clips of " + input.frames() + " frames" : "pictures")
                                        + " of " + input.sidePixels() + " pixels (" + trial.variant() + "): "
                                        + e.getMessage());
                    }
                }
            }
        }

        private boolean tooMany(List<Axis> axes) {
            long cells = 1;
            for (Axis axis : axes) {
                cells = Math.min(cells * axis.choices().size(), Integer.MAX_VALUE);
            }
            if (cells > MOST_TRIALS) {
                problems.add(
                        place("sweep"),
                        "sweep",
                        "asks for " + cells + " trials a seed, but " + MOST_TRIALS + " is the limit");
            }
            return cells > MOST_TRIALS;
        }

        /** Without those that are excluded; an exclusion that leaves out nothing, or everything, is a mistake. */
        private List<Cell> kept(List<Cell> grid, List<Axis> axes) {
            List<Exclusion> exclusions = Exclusion.of(tree.get("exclude"), axes, problems);
            List<Cell> kept = new ArrayList<>(grid);
            for (Exclusion exclusion : exclusions) {
                boolean some = kept.removeIf(cell -> exclusion.covers(cell.labels()));
                if (!some && problems.isEmpty()) {
                    problems.add(exclusion.position(), "exclude", "leaves out nothing that an entry above it has left");
                }
            }
            if (kept.isEmpty() && problems.isEmpty()) {
                problems.add(place("exclude"), "exclude", "leaves no trial");
            }
            return kept;
        }

        private static List<Cell> grid(List<Axis> axes) {
            List<Cell> cells = List.of(new Cell(axes, List.of()));
            for (Axis axis : axes) {
                List<Cell> longer = new ArrayList<>();
                for (Cell cell : cells) {
                    for (Axis.Choice choice : axis.choices()) {
                        List<Axis.Choice> choices = new ArrayList<>(cell.choices());
                        choices.add(choice);
                        longer.add(new Cell(axes, choices));
                    }
                }
                cells = longer;
            }
            return cells;
        }

        /** Binds every cell; what is wrong in some of them only is reported with the name of the first. */
        private List<@Nullable Experiment> bindAll(List<Cell> cells) {
            List<@Nullable Experiment> bound = new ArrayList<>();
            Map<Problem, List<Cell>> found = new LinkedHashMap<>();
            for (Cell cell : cells) {
                Problems own = new Problems();
                Node changed =
                        changed(cell, tree.without("sweep").without("exclude").without("expect"), own);
                Experiment experiment = reader.bind(changed, Experiment.class, own);
                bound.add(own.isEmpty() ? experiment : null);
                own.list()
                        .forEach(problem -> found.computeIfAbsent(problem, key -> new ArrayList<>())
                                .add(cell));
            }
            found.forEach((problem, where) ->
                    problems.add(where.size() == cells.size() ? problem : inCell(problem, where.get(0))));
            return bound;
        }

        private static Problem inCell(Problem problem, Cell cell) {
            String labels = cell.labels().entrySet().stream()
                    .map(choice -> choice.getKey() + ": " + choice.getValue())
                    .collect(Collectors.joining(", "));
            return new Problem(
                    problem.position(),
                    problem.path(),
                    problem.message() + " (with " + labels + ")",
                    problem.nearest(),
                    problem.known());
        }

        private Node changed(Cell cell, Node start) {
            return changed(cell, start, problems);
        }

        private Node changed(Cell cell, Node start, Problems own) {
            Node changed = start;
            for (Axis.Choice choice : cell.choices()) {
                for (Map.Entry<String, Node.Entry> change : choice.changes().entrySet()) {
                    Node.Entry entry = change.getValue();
                    changed = reader.set(changed, Experiment.class, change.getKey(), entry.key(), entry.value(), own);
                }
            }
            return changed;
        }

        private static List<Trial> trials(Cell cell, Experiment experiment, int cores) {
            return experiment.seeds().stream()
                    .map(seed -> new Trial(
                            cell.variant(),
                            cell.labels(),
                            experiment.data().compression(),
                            seed,
                            experiment.forTrial(seed, cores)))
                    .toList();
        }

        private void checkFolders(Plan plan) {
            Map<String, Trial> taken = new LinkedHashMap<>();
            Set<String> told = new LinkedHashSet<>();
            for (Trial trial : plan.trials()) {
                // Lower case, since some file systems do not tell "A" from "a".
                Trial before = taken.putIfAbsent(trial.id().toLowerCase(Locale.ROOT), trial);
                if (before != null && told.add(trial.variant())) {
                    problems.add(
                            place("sweep"),
                            "sweep",
                            "two trials would share the folder " + trial.folder() + ": " + before.choices() + " and "
                                    + trial.choices() + "; rename one of the choices");
                }
            }
        }

        private void checkBaseline(Plan plan) {
            String baseline = plan.experiment().report().baseline();
            List<String> variants = plan.variants();
            if (baseline != null && !variants.contains(baseline)) {
                Node value = tree.get("report") instanceof Node.Mapping report ? report.get("baseline") : null;
                problems.add(Problem.unknown(
                        value == null ? place("report") : value.position(),
                        "report.baseline",
                        "no variant \"" + baseline + "\"",
                        baseline,
                        variants));
            }
        }

        private Position place(String key) {
            Node.Entry entry = tree.entries().get(key);
            return entry == null ? tree.position() : entry.key();
        }
    }
}
