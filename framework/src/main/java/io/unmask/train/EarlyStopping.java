package io.unmask.train;

import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import java.util.List;

/**
 * Ends a training whose selection metric has stopped improving.
 *
 * @param patience epochs without improvement after which the training ends
 * @param improvement how much better than the best a value must be to count
 */
@Doc("Ends the training when the selection metric stops improving.")
public record EarlyStopping(
        @Doc("Epochs without improvement after which the training ends.") @Default("5")
        int patience,

        @Doc("How much better than the best a value must be to count.") @Default("0")
        double improvement) {
    /** Checks the settings. */
    public EarlyStopping {
        Check.that(patience > 0, "patience", patience, "must be above 0");
        Check.that(improvement >= 0, "improvement", improvement, "must not be negative");
    }

    /** Whether these values of the selection metric, an epoch each, say that it is enough. */
    boolean isDue(List<Double> values, Select select) {
        double best = select.worst();
        int since = 0;
        for (double value : values) {
            if (select.isBetter(value, best, improvement)) {
                best = value;
                since = 0;
            } else {
                since++;
            }
        }
        return since >= patience;
    }
}
