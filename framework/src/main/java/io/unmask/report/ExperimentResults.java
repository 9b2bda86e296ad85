package io.unmask.report;

import io.unmask.evaluate.Aggregate;
import io.unmask.evaluate.Resampling;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report is made from. Variants, compression levels, seeds and test sets appear in the order in which
 * the trials name them first; trials that have not finished are simply absent.
 *
 * @param name name of the experiment, in titles
 * @param baseline the variant that the others are compared with; null compares no variants
 * @param trials the finished trials
 * @param aggregate how frames become a video's score
 * @param caveats what every table must say of the data, such as overlap between splits that was admitted
 * @param resampling how intervals and tests are made
 */
public record ExperimentResults(
        String name,
        @Nullable String baseline,
        List<TrialResult> trials,
        Aggregate aggregate,
        List<String> caveats,
        Resampling resampling) {
    /** Replicates behind published intervals. */
    public static final int DEFAULT_REPLICATES = Resampling.DEFAULT_REPLICATES;

    /** Copies the list. */
    public ExperimentResults {
        trials = List.copyOf(trials);
        caveats = List.copyOf(caveats);
    }

    /** With percentile intervals over people. */
    public ExperimentResults(
            String name,
            @Nullable String baseline,
            List<TrialResult> trials,
            Aggregate aggregate,
            List<String> caveats,
            int bootstrapReplicates,
            long bootstrapSeed) {
        this(name, baseline, trials, aggregate, caveats, Resampling.of(bootstrapReplicates, bootstrapSeed));
    }

    /** With the mean over frames and the usual number of replicates. */
    public ExperimentResults(String name, @Nullable String baseline, List<TrialResult> trials) {
        this(name, baseline, trials, Aggregate.MEAN, List.of(), DEFAULT_REPLICATES, 1);
    }

    /**
     * Most comparisons in accuracy and AUC that Holm's correction takes together on a test set: of all variants with the
     * baseline at every compression level, or of every two levels of every variant.
     *
     * @param trials the finished trials
     * @param baseline null compares no variants
     */
    public static int comparisons(List<TrialResult> trials, @Nullable String baseline) {
        int variants =
                (int) trials.stream().map(TrialResult::variant).distinct().count();
        int levels =
                (int) trials.stream().map(TrialResult::compression).distinct().count();
        int withBaseline = baseline == null ? 0 : 2 * (variants - 1) * levels;
        return Math.max(withBaseline, variants * levels * (levels - 1));
    }

    /** The same with more to be said beside every number. */
    ExperimentResults withCaveats(List<String> more) {
        List<String> all = new ArrayList<>(caveats);
        all.addAll(more);
        return new ExperimentResults(name, baseline, trials, aggregate, all, resampling);
    }

    /** Resamples behind each interval. */
    public int bootstrapReplicates() {
        return resampling.replicates();
    }

    /** Seed of the resamples. */
    public long bootstrapSeed() {
        return resampling.seed();
    }
}
