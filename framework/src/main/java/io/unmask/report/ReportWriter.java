package io.unmask.report;

import io.unmask.config.BadInputException;
import io.unmask.evaluate.EvaluationResult;
import io.unmask.evaluate.Level;
import io.unmask.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the page, the tables and the plots of an experiment. Equal inputs give equal bytes. */
public final class ReportWriter {
    private static final String TABLES = "tables";
    private static final String PLOTS = "plots";
    private static final String PAGE = "report.html";

    private final Path folder;
    private final List<TrialRecord> records;
    private final ExperimentResults results;
    private final List<SetEvaluation> sets = new ArrayList<>();
    private final List<RobustnessEvaluation> robustness = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private final @Nullable String fontProblem;

    private ReportWriter(Path folder, ExperimentResults results, @Nullable String fontProblem) {
        this.folder = folder;
        this.records = results.trials().stream().map(TrialRecord::read).toList();
        this.results = results.withCaveats(Programs.differences(records));
        this.fontProblem = fontProblem;
    }

    /**
     * Writes {@code report.html}, {@code summary.csv}, {@code tables/} and {@code plots/} below a folder, each file whole or not at
     * all, replacing those of an earlier report. On a machine without fonts the plots are left out, with a
     * warning that names the cure.
     *
     * @param resultsFolder {@code results/<experiment>}
     * @throws io.unmask.config.BadInputException if a file of scores is missing or malformed, or the folder
     *     cannot be written
     */
    public static Report write(Path resultsFolder, ExperimentResults results) {
        return write(resultsFolder, results, Fonts.problem());
    }

    /** As above, with the outcome of the look for fonts: null if they work. */
    static Report write(Path resultsFolder, ExperimentResults results, @Nullable String fontProblem) {
        return new ReportWriter(resultsFolder, results, fontProblem).write();
    }

    private Report write() {
        Set<String> names = new LinkedHashSet<>();
        results.trials().forEach(trial -> names.addAll(trial.testScores().keySet()));
        for (String name : names) {
            SetEvaluation set = SetEvaluation.of(results, name);
            sets.add(set);
            RobustnessEvaluation suite = RobustnessEvaluation.of(results, set);
            if (suite != null) {
                robustness.add(suite);
                suite.clean()
                        .levels()
                        .forEach(level ->
                                suite.refusals(level).forEach(refusal -> warnings.add("no number: " + refusal)));
            }
        }
        if (results.trials().isEmpty()) {
            // There is no table that they could stand below.
            warnings.addAll(results.caveats());
        }
        writeTables();
        writePlots();
        writePage();
        removeStale();
        return new Report(files, mainTable(), refusals(), warnings);
    }

    private void writeTables() {
        CsvTables csv = new CsvTables(results, sets);
        write(csv.summary(), "summary.csv");
        write(csv.cells(List.of(MetricTitle.ACC, MetricTitle.AUC)), TABLES + "/main.csv");
        write(csv.cells(MetricTitle.ALL), TABLES + "/metrics.csv");
        write(csv.differences(), TABLES + "/differences.csv");
        writeText("main", Tables::main);
        writeText("metrics", Tables::metrics);
        writeText("differences", Tables::differences);
        boolean severalMethods = sets.stream()
                .flatMap(set -> set.trials().stream())
                .anyMatch(trial -> !trial.byMethod().isEmpty());
        if (severalMethods) {
            write(csv.methods(), TABLES + "/methods.csv");
            writeText("methods", Tables::methods);
        }
        if (Matrix.worthwhile(sets)) {
            TextTable matrix = new Matrix(results, sets).table();
            writeText("matrix.md", Notation.MARKDOWN.of(matrix));
            writeText("matrix.tex", Notation.LATEX.of(matrix));
        }
        if (!robustness.isEmpty()) {
            write(new RobustnessCsv(results, robustness).table(), TABLES + "/robustness.csv");
            writeText("robustness.md", robustness(Notation.MARKDOWN));
            writeText("robustness.tex", robustness(Notation.LATEX));
        }
    }

    private String robustness(Notation notation) {
        List<Function<RobustnessTables, TextTable>> tables =
                List.of(RobustnessTables::aucs, RobustnessTables::changes, RobustnessTables::againstBaseline);
        List<String> rendered = new ArrayList<>();
        for (RobustnessEvaluation suite : robustness) {
            for (Level level : suite.clean().levels()) {
                for (Function<RobustnessTables, TextTable> table : tables) {
                    TextTable made = table.apply(new RobustnessTables(results, suite, level));
                    if (!made.rows().isEmpty()) {
                        rendered.add(notation.of(made));
                    }
                }
            }
        }
        return String.join("\n", rendered);
    }

    private void writePlots() {
        if (fontProblem != null) {
            warnings.add(fontProblem);
            return;
        }
        List<Figure> figures = new ArrayList<>();
        for (SetEvaluation set : sets) {
            for (Level level : set.levels()) {
                if (set.hasNumbers(level)) {
                    CurvePlots curves = new CurvePlots(set, level);
                    figures.add(curves.roc());
                    figures.add(curves.precisionRecall());
                    figures.add(new BarPlot(set, level).figure());
                }
            }
        }
        for (RobustnessEvaluation suite : robustness) {
            suite.clean().levels().forEach(level -> figures.addAll(new RobustnessPlot(suite, level).figures()));
        }
        figures.addAll(TrainingPlot.figures(results));
        Set<String> taken = new HashSet<>();
        for (Figure figure : figures) {
            files.addAll(figure.named(free(figure.name(), taken)).write(folder.resolve(PLOTS)));
        }
    }

    private void writePage() {
        Path file = folder.resolve(PAGE);
        WholeFile.write(file, ReportPage.html(new Findings(results, sets, robustness, records, refusals())));
        files.add(file);
    }

    /** Names that differ in signs alone are one file name: "ff" and "ff++". */
    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    /**
     * Removes what an earlier report wrote and this one did not, such as plots of a variant that is gone, and
     * what a kill left half-written. Files of other names are the user's.
     */
    private void removeStale() {
        removeStale(folder, Pattern.compile("(summary\\.csv|report\\.html)"));
        removeStale(
                folder.resolve(TABLES),
                Pattern.compile("(main|metrics|differences|methods|matrix|robustness)\\.(csv|md|tex)"));
        if (fontProblem == null) {
            removeStale(folder.resolve(PLOTS), Pattern.compile("(roc|pr|bars|training|robustness)-.*\\.(png|svg)"));
        }
    }

    private void removeStale(Path place, Pattern ours) {
        Pattern part = Pattern.compile(ours.pattern() + "\\.\\d+" + Pattern.quote(WholeFile.PART));
        try (Stream<Path> there = Files.exists(place) ? Files.list(place) : Stream.empty()) {
            for (Path file : there.toList()) {
                String name = String.valueOf(file.getFileName());
                boolean stale = ours.matcher(name).matches() && !files.contains(file);
                if (stale || part.matcher(name).matches()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new BadInputException(place + ": files of an earlier report cannot be removed (" + e + ")", e);
        }
    }

    private void write(CsvTable table, String name) {
        Path file = folder.resolve(name);
        table.write(file);
        files.add(file);
    }

    private void writeText(String name, Function<Tables, TextTable> table) {
        writeText(name + ".md", Notation.MARKDOWN, table);
        writeText(name + ".tex", Notation.LATEX, table);
    }

    private void writeText(String name, Notation notation, Function<Tables, TextTable> table) {
        writeText(name, rendered(notation, table));
    }

    private void writeText(String name, String text) {
        Path file = folder.resolve(TABLES).resolve(name);
        WholeFile.write(file, text);
        files.add(file);
    }

    /** The tables of every set and level that have rows. */
    private String rendered(Notation notation, Function<Tables, TextTable> table) {
        List<String> rendered = new ArrayList<>();
        for (SetEvaluation set : sets) {
            for (Level level : set.levels()) {
                TextTable made = table.apply(new Tables(results, set, level));
                if (!made.rows().isEmpty()) {
                    rendered.add(notation.of(made));
                }
            }
        }
        return String.join("\n", rendered);
    }

    private String mainTable() {
        List<String> tables = new ArrayList<>();
        tables.add(
                Matrix.worthwhile(sets)
                        ? Notation.PLAIN.of(new Matrix(results, sets).table())
                        : rendered(Notation.PLAIN, Tables::main));
        for (RobustnessEvaluation suite : robustness) {
            for (Level level : suite.clean().levels()) {
                tables.add(Notation.PLAIN.of(new RobustnessTables(results, suite, level).brief()));
            }
        }
        return String.join("\n", tables);
    }

    private List<String> refusals() {
        return sets.stream()
                .flatMap(set -> set.trials().stream()
                        .flatMap(trial -> trial.pooled().values().stream()
                                .filter(result -> result.refusal() != null)
                                .map(result -> refusal(set, trial.trial(), result))))
                .collect(Collectors.toList());
    }

    private static String refusal(SetEvaluation set, TrialResult trial, EvaluationResult result) {
        return String.format(
                Locale.ROOT,
                "%s, %s, seed %d on %s by %s: %s",
                trial.variant(),
                trial.compression(),
                trial.seed(),
                set.set(),
                result.level().label(),
                result.refusal());
    }
}
