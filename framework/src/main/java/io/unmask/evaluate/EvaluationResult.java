package io.unmask.evaluate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one set of scores at one level, or why there are none.
 *
 * @param level frames or videos
 * @param method the fakes it is about, with all reals; {@link #POOLED} for all fakes
 * @param counts what the numbers rest on
 * @param metrics by column name, in the order of tables; empty if refused
 * @param refusal why no number is reported; null if they are
 */
public record EvaluationResult(
        Level level,
        String method,
        Counts counts,
        Map<String, Estimate> metrics,
        @Nullable String refusal) {
    /** All methods together. */
    public static final String POOLED = "all";

    /** Copies the map, keeping its order. */
    public EvaluationResult {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** The same with more columns. */
    public EvaluationResult with(Map<String, Estimate> more) {
        Map<String, Estimate> all = new LinkedHashMap<>(metrics);
        all.putAll(more);
        return new EvaluationResult(level, method, counts, all, refusal);
    }

    /** The estimate in a column; null if there is none. */
    public @Nullable Estimate metric(String column) {
        return metrics.get(column);
    }

    /**
     * What numbers rest on.
     *
     * @param positives fakes, frames or videos by the level
     * @param negatives reals
     * @param videos videos
     * @param identities different people
     * @param clusters clusters that have a row here
     */
    public record Counts(int positives, int negatives, int videos, int identities, int clusters) {}
}
