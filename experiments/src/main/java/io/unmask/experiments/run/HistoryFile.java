package io.unmask.experiments.run;

import io.unmask.files.WholeFile;
import io.unmask.train.EpochResult;
import io.unmask.train.precision.Precision;
import java.nio.file.Path;
import java.util.List;

/**
 * The file {@code history.csv}: a line an epoch. It holds no times, so that a resumed trial leaves the same
 * bytes as one that was never interrupted; times are in the manifest. Updates that were skipped because gradients
 * overflowed have a column where the precision has any.
 */
final class HistoryFile {
    private HistoryFile() {}

    static void write(Path file, List<EpochResult> epochs, String metricsOf, Precision precision) {
        StringBuilder text = new StringBuilder("epoch,learning_rate,train_loss");
        if (precision.scales()) {
            text.append(",skipped_updates");
        }
        if (!epochs.isEmpty()) {
            epochs.get(0)
                    .metrics()
                    .keySet()
                    .forEach(name ->
                            text.append(',').append(metricsOf).append('_').append(name));
        }
        text.append('\n');
        for (EpochResult epoch : epochs) {
            text.append(epoch.epoch())
                    .append(',')
                    .append(epoch.learningRate())
                    .append(',')
                    .append(epoch.trainLoss());
            if (precision.scales()) {
                text.append(',').append(epoch.skippedUpdates());
            }
            epoch.metrics().values().forEach(value -> text.append(',').append(value));
            text.append('\n');
        }
        WholeFile.write(file, text.toString());
    }
}
