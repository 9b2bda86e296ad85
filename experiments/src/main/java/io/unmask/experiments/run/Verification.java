package io.unmask.experiments.run;

import io.unmask.evaluate.Aggregate;
import io.unmask.evaluate.Scores;
import io.unmask.evaluate.ValidationMetrics;
import io.unmask.experiments.plan.Expectation;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.store.Manifest;
import io.unmask.experiments.store.Provenance;
import io.unmask.experiments.store.RunFolder;
import io.unmask.experiments.store.TrialFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds what an experiment came to against the numbers that its configuration expects. */
public final class Verification {
    private Verification() {}

    /** How an expectation fared. */
    public enum Verdict {
        /** Within the tolerance. */
        OK,
        /** Outside of it, on either side. */
        FAIL,
        /** No finished trial has the number. */
        MISSING
    }

    /**
     * One expectation and what was found.
     *
     * @param verdict how it fared
     * @param text the rest of its line: what, expected, actual, difference, source
     */
    public record Result(Verdict verdict, String text) {
        @Override
        public String toString() {
            return "[" + verdict + "] " + text;
        }
    }

    /**
     * Derives every expected number again from the scores of the finished trials.
     *
     * @throws io.unmask.config.BadInputException if scores cannot be read, or are those of other settings
     */
    public static List<Result> of(Plan plan, RunFolder folder) {
        RunState state = new RunState(plan, folder);
        state.requireSameSettings();
        Aggregate aggregate = plan.experiment().report().aggregate();
        return plan.experiment().expect().stream()
                .map(expected -> isPlanned(expected, plan)
                        ? result(expected, seeds(expected, state, aggregate))
                        : unplanned(expected, plan))
                .toList();
    }

    /**
     * Holds every file of the finished trials against the hash that its manifest has of it.
     *
     * @return a line for each trial with a file that is gone or another one, or one for all of them; none without a finished trial
     */
    public static List<Result> files(Plan plan, RunFolder folder) {
        List<Result> wrong = new ArrayList<>();
        int trials = 0;
        int files = 0;
        for (Trial trial : plan.trials()) {
            TrialFolder done = folder.trial(trial.folder());
            if (done.isFinished()) {
                Map<String, String> hashes = Manifest.section(done.manifest(), "sha256");
                List<String> other = hashes.keySet().stream()
                        .filter(name -> !isWhole(done.path().resolve(name), hashes.get(name)))
                        .toList();
                if (!other.isEmpty()) {
                    wrong.add(new Result(
                            Verdict.FAIL, trial.id() + ": not as the trial wrote it: " + String.join(", ", other)));
                }
                trials++;
                files += hashes.size();
            }
        }
        return trials == 0 || !wrong.isEmpty()
                ? wrong
                : List.of(new Result(
                        Verdict.OK, files + " files of " + trials + " finished trials are as the trials wrote them"));
    }

    private static boolean isWhole(Path file, @Nullable String sha256) {
        return Files.exists(file) && Provenance.sha256(file).equals(sha256);
    }

    private static boolean isPlanned(Expectation expected, Plan plan) {
        boolean clear = expected.variant() != null || plan.variants().size() == 1;
        return clear
                && plan.trials().stream()
                        .anyMatch(trial -> isMeant(expected, trial)
                                && trial.config().data().test().containsKey(expected.set()));
    }

    private static Result unplanned(Expectation expected, Plan plan) {
        return new Result(
                Verdict.MISSING,
                title(expected) + ", but the experiment has no such trial and set; variants: "
                        + String.join(", ", plan.variants()) + "; sets: "
                        + String.join(", ", plan.experiment().data().test().keySet()) + " (" + expected.source() + ")");
    }

    private static boolean isMeant(Expectation expected, Trial trial) {
        return (expected.variant() == null || trial.variant().equals(expected.variant()))
                && trial.compression() == expected.compression();
    }

    private static String title(Expectation expected) {
        return (expected.variant() == null ? "" : expected.variant() + ", ")
                + expected.compression().name() + " on " + expected.set() + ": " + expected.metric();
    }

    private static List<Double> seeds(Expectation expected, RunState state, Aggregate aggregate) {
        List<Double> numbers = new ArrayList<>();
        for (Trial trial : state.plan().trials()) {
            if (isMeant(expected, trial) && state.of(trial) == RunState.Of.DONE) {
                TrialFolder done = state.folder().trial(trial.folder());
                Scores scores = Scores.read(done.scores(expected.set()));
                numbers.add(ValidationMetrics.of(scores, aggregate).getOrDefault(expected.metric(), Double.NaN));
            }
        }
        return numbers;
    }

    private static Result result(Expectation expected, List<Double> seeds) {
        String what = title(expected);
        String wanted = String.format(Locale.ROOT, " expected %.2f ± %.2f", expected.value(), expected.tolerance());
        if (seeds.isEmpty()) {
            return new Result(
                    Verdict.MISSING, what + wanted + ", but no such trial has finished (" + expected.source() + ")");
        }
        double actual = expected.inUnit(
                seeds.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN));
        double difference = actual - expected.value();
        // Written so that a number that is none fails.
        boolean within = Math.abs(difference) <= expected.tolerance();
        return new Result(
                within ? Verdict.OK : Verdict.FAIL,
                String.format(
                        Locale.ROOT,
                        "%s%s, actual %.2f, difference %+.2f, %d seed%s (%s)",
                        what,
                        wanted,
                        actual,
                        difference,
                        seeds.size(),
                        seeds.size() == 1 ? "" : "s",
                        expected.source()));
    }
}
