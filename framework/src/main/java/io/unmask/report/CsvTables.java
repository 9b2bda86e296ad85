package io.unmask.report;

import io.unmask.evaluate.Estimate;
import io.unmask.evaluate.EvaluationResult;
import io.unmask.evaluate.EvaluationResult.Counts;
import io.unmask.evaluate.Interval;
import io.unmask.evaluate.Level;
import io.unmask.evaluate.StandardMeasures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables for programs: every number in full, in rows that can be selected and joined. */
record CsvTables(ExperimentResults results, List<SetEvaluation> sets) {
    private static final String[] COUNTS = {"positives", "negatives", "videos", "identities", "clusters"};

    /** A row a trial, set and level, with all metrics and their intervals. */
    CsvTable summary() {
        List<String> metrics = List.copyOf(StandardMeasures.at(0.5).keySet());
        CsvTable table = new CsvTable("summary")
                .text("variant", "compression")
                .whole("seed")
                .text("set", "level", "aggregate", "cluster_kind")
                .whole(COUNTS);
        metrics.forEach(metric -> table.number(metric, metric + "_low", metric + "_high"));
        table.whole("skipped_resamples").text("refusal", "protocol");
        for (SetEvaluation set : sets) {
            for (var numbers : set.trials()) {
                numbers.pooled().values().forEach(result -> table.row(summaryRow(set, numbers, result, metrics)));
            }
        }
        return table;
    }

    private List<@Nullable Object> summaryRow(
            SetEvaluation set, SetEvaluation.TrialNumbers numbers, EvaluationResult result, List<String> metrics) {
        TrialResult trial = numbers.trial();
        List<@Nullable Object> row = new ArrayList<>(Arrays.asList(
                trial.variant(),
                name(trial.compression()),
                trial.seed(),
                set.set(),
                result.level().label(),
                aggregate(result.level()),
                name(set.clusters().kind())));
        addCounts(row, result.counts());
        for (String metric : metrics) {
            Estimate estimate = result.metric(metric);
            Interval interval = estimate == null ? Interval.NONE : estimate.interval();
            row.add(estimate == null ? null : estimate.value());
            row.add(interval.low());
            row.add(interval.high());
        }
        Estimate auc = result.metric(StandardMeasures.AUC);
        row.add(auc == null ? null : auc.skipped());
        row.add(result.refusal());
        row.add(numbers.protocol());
        return row;
    }

    /** A row a cell and metric: mean over seeds, spread between them, interval. */
    CsvTable cells(List<MetricTitle> metrics) {
        CsvTable table = new CsvTable("cells")
                .text("set", "level", "aggregate", "variant", "compression", "metric")
                .whole("seeds")
                .number("mean", "sd", "low", "high")
                .whole("skipped_resamples")
                .whole(COUNTS)
                .text("protocol");
        for (SetEvaluation set : sets) {
            for (Level level : set.levels()) {
                for (Cell cell : set.cells(level)) {
                    metrics.forEach(metric -> addCell(table, set, List.of(set.set()), level, cell, metric.column()));
                }
            }
        }
        return table;
    }

    /** A row a cell, method and metric; each method with all reals. */
    CsvTable methods() {
        CsvTable table = new CsvTable("methods")
                .text("set", "method", "level", "aggregate", "variant", "compression", "metric")
                .whole("seeds")
                .number("mean", "sd", "low", "high")
                .whole("skipped_resamples")
                .whole(COUNTS)
                .text("protocol");
        for (SetEvaluation set : sets) {
            for (Level level : set.levels()) {
                for (MethodCell cell : MethodCell.all(set, level)) {
                    for (String metric : StandardMeasures.at(0.5).keySet()) {
                        addCell(table, set, List.of(set.set(), cell.method()), level, cell.cell(), metric);
                    }
                }
            }
        }
        return table;
    }

    private void addCell(CsvTable table, SetEvaluation set, List<String> head, Level level, Cell cell, String metric) {
        Estimate mean = cell.mean(metric);
        if (mean == null) {
            return;
        }
        List<@Nullable Object> row = new ArrayList<>(head);
        row.addAll(Arrays.asList(
                level.label(),
                aggregate(level),
                cell.variant(),
                name(cell.compression()),
                metric,
                cell.seeds().size()));
        row.add(mean.value());
        row.add(cell.spread(metric));
        row.add(mean.interval().low());
        row.add(mean.interval().high());
        row.add(mean.skipped());
        addCounts(row, cell.counts());
        row.add(protocol(set, cell));
        table.row(row);
    }

    /** A row a paired difference, metric and test. */
    CsvTable differences() {
        CsvTable table = new CsvTable("differences")
                .text("set", "level", "aggregate", "kind", "within", "difference", "metric")
                .number("value", "low", "high")
                .whole("skipped_resamples")
                .text("test", "unit")
                .number("p", "p_holm")
                .whole("family")
                .text("significant", "protocol");
        for (SetEvaluation set : sets) {
            for (Level level : set.levels()) {
                for (Difference difference : set.differences(level)) {
                    for (MetricTitle metric : MetricTitle.ALL) {
                        for (PairedTest test : difference.tests().getOrDefault(metric.column(), List.of())) {
                            table.row(differenceRow(set, level, difference, metric, test));
                        }
                    }
                }
            }
        }
        return table;
    }

    private List<@Nullable Object> differenceRow(
            SetEvaluation set, Level level, Difference difference, MetricTitle metric, PairedTest test) {
        Estimate estimate = difference.estimates().get(metric.column());
        Interval interval = estimate == null ? Interval.NONE : estimate.interval();
        boolean onUnits = test.kind() != PairedTest.Kind.BOOTSTRAP;
        return Arrays.asList(
                set.set(),
                level.label(),
                aggregate(level),
                name(difference.kind()),
                difference.within(),
                difference.what().replace('−', '-'),
                metric.column(),
                estimate == null ? null : estimate.value(),
                interval.low(),
                interval.high(),
                estimate == null ? null : estimate.skipped(),
                test.kind().title(),
                onUnits ? set.units().kind().label() : name(set.clusters().kind()),
                test.p(),
                test.adjusted(),
                test.family(),
                test.significant() ? "yes" : "no",
                Stream.of(difference.left(), difference.right())
                        .map(cell -> protocol(set, cell))
                        .distinct()
                        .collect(Collectors.joining(" ")));
    }

    /** What other numbers must share to be comparable with the cell's; several, divided by a space, where its own do not. */
    private static String protocol(SetEvaluation set, Cell cell) {
        return String.join(" ", set.protocols(cell.compression()));
    }

    private @Nullable String aggregate(Level level) {
        return level == Level.VIDEO ? results.aggregate().label() : null;
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static void addCounts(List<@Nullable Object> row, Counts counts) {
        row.add(counts.positives());
        row.add(counts.negatives());
        row.add(counts.videos());
        row.add(counts.identities());
        row.add(counts.clusters());
    }
}
