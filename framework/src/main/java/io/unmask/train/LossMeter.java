package io.unmask.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.unmask.train.precision.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Losses that still lie on the device; reading one there waits for the device, so several are read at once. */
final class LossMeter implements AutoCloseable {
    /** Updates between two readings on a GPU. */
    private static final int UPDATES_PER_READING = 16;

    private record Pending(NDArray loss, int pictures, int epoch, long step, double learningRate) {}

    private final NDManager manager;
    private final Precision precision;
    private final List<Pending> pending = new ArrayList<>();
    private double last = Double.NaN;

    LossMeter(NDManager parent, Precision precision) {
        manager = parent.newSubManager();
        this.precision = precision;
    }

    /** Takes over the loss of a batch. */
    void add(NDArray loss, int pictures, int epoch, long step, double learningRate) {
        loss.attach(manager);
        pending.add(new Pending(loss, pictures, epoch, step, learningRate));
    }

    /** Whether reading is due after this update. */
    boolean isDue(long step) {
        return !manager.getDevice().isGpu() || step % UPDATES_PER_READING == 0;
    }

    /** The loss of the latest batch read. */
    double last() {
        return last;
    }

    /**
     * Reads what is pending.
     *
     * @return the position with the losses added to its sum, one after another whatever the number of readings
     * @throws DivergedException at the first loss that is infinite or not a number
     */
    Position read(Position position) {
        double sum = position.lossSum();
        for (Pending one : pending) {
            last = one.loss.toArray()[0].doubleValue();
            if (!Double.isFinite(last)) {
                throw diverged("the loss became " + last, one.epoch, one.step, one.learningRate, precision);
            }
            sum += last * one.pictures;
            one.loss.close();
        }
        pending.clear();
        return position.withLossSum(sum);
    }

    static DivergedException diverged(String what, int epoch, long step, double learningRate, Precision precision) {
        return new DivergedException(String.format(
                Locale.ROOT,
                "%s in epoch %d at step %d (learning rate %.3g). The last checkpoint is from before that and is kept."
                        + " Lower train.optimizer.learning_rate, set train.clip_gradient_norm (1 is usual) or put a"
                        + " warm_up before the schedule.%s",
                what,
                epoch,
                step,
                learningRate,
                precision.scales()
                        ? " With train.precision: fp16 whatever goes beyond 65,504 is infinite; fp32 and tf32 have more room."
                        : ""));
    }

    @Override
    public void close() {
        manager.close();
    }
}
