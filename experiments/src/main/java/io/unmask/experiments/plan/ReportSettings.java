package io.unmask.experiments.plan;

import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.evaluate.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * What the report compares and how: the block {@code report}.
 *
 * @param baseline the variant that the others are compared with; null compares none
 * @param aggregate how the scores of frames become the score of their video
 * @param bootstrapReplicates resamples behind each interval
 */
@Doc("What the report compares, and how.")
public record ReportSettings(
        @Doc("The variant that the others are compared with; no comparison when left out.") @Nullable
        String baseline,

        @Doc("How the scores of frames become the score of their video.") @Default("mean")
        Aggregate aggregate,

        @Doc("Resamples behind each interval.") @Default("1000")
        int bootstrapReplicates) {
    private static final int DEFAULT_REPLICATES = 1000;
    private static final int MOST_REPLICATES = 1_000_000;

    /** Checks the settings. */
    public ReportSettings {
        Check.that(
                bootstrapReplicates >= 1 && bootstrapReplicates <= MOST_REPLICATES,
                "bootstrapReplicates",
                bootstrapReplicates,
                "must be from 1 to " + MOST_REPLICATES);
    }

    /** What a single trial depends on: how videos are scored. */
    ReportSettings forTrial() {
        return new ReportSettings(null, aggregate, DEFAULT_REPLICATES);
    }
}
