package io.unmask.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Metrics of validation scores while a training runs, named level and measure: {@code frame_auc},
 * {@code video_auc}, {@code video_log_loss}. Single numbers without intervals; nothing is refused, since an
 * untrained network may well give constant scores.
 */
public final class ValidationMetrics {
    private ValidationMetrics() {}

    /** Every name that {@link #of} reports, the frame level first. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Level level : Level.values()) {
            StandardMeasures.at(null).keySet().forEach(measure -> names.add(name(level, measure)));
        }
        return names;
    }

    /** The metrics by name; all NaN if a score is NaN. */
    public static Map<String, Double> of(Scores scores, Aggregate aggregate) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        boolean undefined = false;
        for (int row = 0; row < scores.size(); row++) {
            undefined |= Float.isNaN(scores.score(row));
        }
        for (Level level : Level.values()) {
            if (undefined) {
                StandardMeasures.at(null).keySet().forEach(measure -> metrics.put(name(level, measure), Double.NaN));
            } else {
                Tally tally = Rows.of(scores, level, aggregate).sample().tally();
                StandardMeasures.at(null)
                        .forEach((measure, number) -> metrics.put(name(level, measure), number.of(tally)));
            }
        }
        return metrics;
    }

    private static String name(Level level, String measure) {
        return level.label() + "_" + measure;
    }
}
