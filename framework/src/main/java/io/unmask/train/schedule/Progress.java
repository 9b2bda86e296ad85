package io.unmask.train.schedule;

import java.util.List;

/**
 * How far a training is, when a learning rate is asked for.
 *
 * @param step updates done so far, so the coming one counts from 0
 * @param steps updates of the whole training
 * @param stepsPerEpoch updates of one epoch
 * @param metrics the selection metric of every finished epoch, in order
 * @param higherIsBetter whether a greater metric is a better one
 */
public record Progress(long step, long steps, int stepsPerEpoch, List<Double> metrics, boolean higherIsBetter) {
    /** Epochs or steps done so far. */
    public long done(Unit unit) {
        return unit == Unit.STEP ? step : step / stepsPerEpoch;
    }

    /** Epochs or steps of the whole training. */
    public long total(Unit unit) {
        return unit == Unit.STEP ? steps : (steps + stepsPerEpoch - 1) / stepsPerEpoch;
    }

    /** The same moment as a schedule sees it that starts later. */
    public Progress startingAt(long count, Unit unit) {
        long skipped = unit == Unit.STEP ? count : count * stepsPerEpoch;
        int finished = (int) Math.min(metrics.size(), skipped / stepsPerEpoch);
        return new Progress(
                step - skipped,
                Math.max(1, steps - skipped),
                stepsPerEpoch,
                metrics.subList(finished, metrics.size()),
                higherIsBetter);
    }
}
