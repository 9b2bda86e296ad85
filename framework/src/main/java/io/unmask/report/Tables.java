package io.unmask.report;

import io.unmask.data.Compression;
import io.unmask.evaluate.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables for readers, made from the numbers of one test set at one level. */
record Tables(ExperimentResults results, SetEvaluation evaluation, Level level) {
    private static final String MAIN_METRICS = "ACC and AUC";

    /** Variants in rows, compression levels in columns, ACC and AUC with intervals. */
    TextTable main() {
        List<Compression> compressions = evaluation.compressions();
        List<String> head = new ArrayList<>(List.of("Variant", ""));
        compressions.forEach(compression -> head.add(compression.name()));
        List<List<String>> rows = new ArrayList<>();
        for (String variant : evaluation.variants()) {
            for (MetricTitle metric : List.of(MetricTitle.ACC, MetricTitle.AUC)) {
                List<String> row =
                        new ArrayList<>(List.of(metric.equals(MetricTitle.ACC) ? variant : "", metric.title()));
                for (Compression compression : compressions) {
                    Cell cell = evaluation.cell(variant, compression, level);
                    row.add(cell == null ? "not run" : marked(metric.full(cell), cell, metric));
                }
                rows.add(row);
            }
        }
        Notes below = notes();
        List<String> notes = new ArrayList<>();
        notes.add("Percent: mean over seeds ± standard deviation between them" + below.interval() + below.seeds()
                + " ACC at 0.5.");
        notes.addAll(below.marks(Difference.Kind.VARIANT, MetricTitle.AUC, MAIN_METRICS));
        notes.add(below.counts());
        notes.add(below.protocol());
        notes.addAll(below.warnings());
        return new TextTable(title("ACC and AUC"), label("main"), head, rows, 2, notes);
    }

    /** Variants and compression levels in rows, all metrics in columns, without intervals. */
    TextTable metrics() {
        List<Cell> cells = evaluation.cells(level);
        List<MetricTitle> shown = MetricTitle.ALL.stream()
                .filter(metric -> cells.stream().anyMatch(cell -> cell.mean(metric.column()) != null))
                .toList();
        List<String> head = new ArrayList<>(List.of("Variant", "Compression"));
        shown.forEach(metric -> head.add(metric.title()));
        List<List<String>> rows = new ArrayList<>();
        String last = "";
        for (Cell cell : cells) {
            List<String> row = new ArrayList<>(List.of(
                    cell.variant().equals(last) ? "" : cell.variant(),
                    cell.compression().name()));
            shown.forEach(metric -> row.add(marked(metric.valueAndSpread(cell), cell, metric)));
            rows.add(row);
            last = cell.variant();
        }
        List<String> notes = new ArrayList<>();
        notes.add("Mean over seeds ± standard deviation between them; percent but for the log loss (nats). Calibration"
                + " error over 15 bins of equal width. The threshold of highest balanced accuracy was chosen on"
                + " validation scores. Intervals are in summary.csv and tables/metrics.csv.");
        notes.addAll(notes().marks(
                        Difference.Kind.VARIANT,
                        MetricTitle.AP,
                        "the other metrics; ACC and AUC are a family of their own"));
        notes.add(notes().counts());
        if (shown.stream().anyMatch(metric -> metric.column().equals("pixel_auc"))) {
            notes.add("Pixel AUC, IoU and F1 (marked from 0.5 on) are means over fake pictures whose mask is known.");
        }
        notes.addAll(results.caveats());
        return new TextTable(title("All metrics"), label("metrics"), head, rows, 2, notes);
    }

    /** With the mark of the comparison with the baseline. */
    private String marked(String number, Cell cell, MetricTitle metric) {
        String mark = differenceList().stream()
                .filter(difference -> difference.isOf(cell.variant(), cell.compression()))
                .map(difference -> difference.mark(metric))
                .findFirst()
                .orElse("");
        return mark.isEmpty() ? number : number + " " + mark;
    }

    /** Differences of ACC and AUC with p-values after the correction. */
    TextTable differences() {
        boolean units = differenceList().stream()
                .anyMatch(difference -> difference.test(MetricTitle.AUC, PairedTest.Kind.DELONG) != null);
        List<List<String>> rows = new ArrayList<>();
        String last = "";
        for (Difference difference : differenceList()) {
            List<String> row = new ArrayList<>(
                    List.of(difference.within().equals(last) ? "" : difference.within(), difference.what()));
            addTested(row, difference, MetricTitle.ACC, PairedTest.Kind.MCNEMAR, units);
            addTested(row, difference, MetricTitle.AUC, PairedTest.Kind.DELONG, units);
            rows.add(row);
            last = difference.within();
        }
        Notes below = notes();
        List<String> notes = new ArrayList<>();
        notes.add(
                "Percentage points" + below.interval() + " Both sides of a difference are taken on the same resamples."
                        + " p: two-sided paired cluster bootstrap" + (units ? ", McNemar and DeLong" : "")
                        + ", each after Holm's correction." + below.seeds());
        for (Difference.Kind kind : Difference.Kind.values()) {
            notes.addAll(below.marks(kind, MetricTitle.AUC, MAIN_METRICS));
        }
        notes.addAll(below.units());
        notes.add(below.counts());
        notes.addAll(below.warnings());
        return new TextTable(
                title("Paired differences"),
                label("differences"),
                units
                        ? List.of("Within", "Difference", "ACC", "p", "p, McNemar", "AUC", "p", "p, DeLong")
                        : List.of("Within", "Difference", "ACC", "p", "AUC", "p"),
                rows,
                2,
                notes);
    }

    private static void addTested(
            List<String> row, Difference difference, MetricTitle metric, PairedTest.Kind onUnits, boolean units) {
        String mark = difference.mark(metric);
        String number = metric.signedDifference(metric.equals(MetricTitle.ACC) ? difference.acc() : difference.auc());
        row.add(mark.isEmpty() ? number : number + " " + mark);
        row.add(shown(difference, metric, PairedTest.Kind.BOOTSTRAP));
        if (units) {
            row.add(shown(difference, metric, onUnits));
        }
    }

    private static String shown(Difference difference, MetricTitle metric, PairedTest.Kind kind) {
        PairedTest test = difference.test(metric, kind);
        return test == null ? "–" : test.shown();
    }

    List<Difference> differenceList() {
        return evaluation.differences(level);
    }

    /** A row a method: each with the same reals. */
    TextTable methods() {
        List<List<String>> rows = new ArrayList<>();
        String last = "";
        for (MethodCell cell : MethodCell.all(evaluation, level)) {
            String within =
                    cell.cell().variant() + ", " + cell.cell().compression().name();
            rows.add(List.of(
                    within.equals(last) ? "" : within,
                    cell.method(),
                    MetricTitle.ACC.full(cell.cell()),
                    MetricTitle.AUC.full(cell.cell()),
                    cell.cell().counts().positives() + " / "
                            + cell.cell().counts().negatives()));
            last = within;
        }
        return new TextTable(
                title("By method, each with all reals"),
                label("methods"),
                List.of("Within", "Method", "ACC", "AUC", "Fake / real"),
                rows,
                2,
                List.of("Percent" + notes().interval() + notes().seeds()));
    }

    /** How intervals were made; follows what the numbers are. */
    String intervalNote() {
        return notes().interval();
    }

    /** What must be said beside every table. */
    List<String> warnings() {
        return notes().warnings();
    }

    private Notes notes() {
        return new Notes(results, evaluation, level);
    }

    /** What is shown, of which experiment, on what. */
    String title(String what) {
        String aggregated = level == Level.VIDEO
                ? "videos, scored by the " + results.aggregate().title() + " of their frames"
                : "frames";
        return String.format(Locale.ROOT, "%s: %s on %s, %s", results.name(), what, evaluation.set(), aggregated);
    }

    /** A name for references. */
    String label(String table) {
        return String.join("-", table, FileName.of(evaluation.set()), level.label());
    }
}
