package io.unmask.experiments.bench;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.unmask.train.StepPhase;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How fast a training is.
 *
 * @param settings what it depends on
 * @param accumulate batches of an update
 * @param warmUp updates before those that count
 * @param steps updates that count
 * @param imagesPerSecond pictures a second at the median update
 * @param overallImagesPerSecond all pictures over all the time
 * @param seconds of an update, its parts not waited for
 * @param step seconds of the updates; on a GPU of the means of blocks of updates
 * @param parts seconds of the parts of an update
 * @param serialised seconds of an update whose parts were waited for; null on a CPU, where every part is
 * @param memory what it took
 * @param trend whether memory grew; null where it was not watched
 */
public record TrainFigures(
        @JsonUnwrapped BenchSettings settings,
        int accumulate,
        int warmUp,
        int steps,
        double imagesPerSecond,
        double overallImagesPerSecond,
        double seconds,
        Spread step,
        List<Part> parts,
        @Nullable Spread serialised,
        MemoryFigures memory,
        @Nullable MemoryTrend trend)
        implements NetworkFigures {
    private static final Map<StepPhase, String> NAMES = Map.of(
            StepPhase.WAIT, "waiting for data",
            StepPhase.TO_DEVICE, "to the device, normalised",
            StepPhase.FORWARD, "forward",
            StepPhase.BACKWARD, "backward",
            StepPhase.UPDATE, "optimiser",
            StepPhase.REST, "the rest");

    static String name(StepPhase phase) {
        return NAMES.getOrDefault(phase, phase.name());
    }
}
