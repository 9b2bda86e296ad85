package io.unmask.train;

import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.train.optimizer.Optimizer;
import io.unmask.train.precision.Precision;
import io.unmask.train.schedule.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * How a detector is trained: the block {@code train} of an experiment. Label smoothing belongs to the loss.
 *
 * @param epochs passes over the training data
 * @param batchSize pictures that go through the network at once
 * @param optimizer rule of the updates, with the learning rate
 * @param schedule learning rate over the training
 * @param precision numbers that training computes with
 * @param clipGradientNorm highest norm of the whole gradient; null for no limit
 * @param ema moving average of the weights; null for none
 * @param accumulate batches whose mean gradient makes one update
 * @param recompute whether activations inside the stages of backbones are computed again for their gradients
 * @param replicas copies of the network that divide each batch among them
 * @param syncBatchNorm whether BatchNorm's statistics are those of the whole batch where it is divided
 * @param earlyStopping when to end before the last epoch; null for never
 * @param balance what is done about unequal classes; the loader and the caller act on it, not the loop
 * @param select which epoch is kept
 * @param maximumSteps updates after which the training ends even inside an epoch; null for no limit
 * @param checkpointMinutes minutes between two checkpoints inside an epoch; never changes a result
 */
@Doc("How a detector is trained.")
public record Training(
        @Doc("Passes over the training data.") @Default("20")
        int epochs,

        @Doc("Pictures that go through the network at once.") @Default("32")
        int batchSize,

        @Doc("Rule of the updates, with the learning rate.") @Default("adam")
        Optimizer optimizer,

        @Doc("Learning rate over the training.") @Default("constant")
        Schedule schedule,

        @Doc("Numbers that training computes with; scores are always computed in fp32.") @Default("fp32")
        Precision precision,

        @Doc("Highest norm of the whole gradient; no limit when left out.") @Nullable
        Double clipGradientNorm,

        @Doc("Moving average of the weights, which is then validated and kept; none when left out.") @Nullable
        Ema ema,

        @Doc("Batches whose mean gradient makes one update.") @Default("1")
        int accumulate,

        @Doc(
                "Activation checkpointing: keep what the stages of backbones make and compute what is inside once more for its"
                        + " gradients. Less memory, about a third more time.")
        @Default("false")
        boolean recompute,

        @Doc(
                "Copies of the network that divide each batch among them: on a GPU, one on each of so many GPUs; on the CPU, all on"
                        + " the CPU. The batch, and its loss, stay the same.")
        @Default("1")
        int replicas,

        @Doc(
                "Where batches are divided, BatchNorm takes its statistics over the whole batch; otherwise over each share, and"
                        + " keeps the running ones of the first.")
        @Default("false")
        boolean syncBatchNorm,

        @Doc("When to end before the last epoch; never when left out.") @Nullable
        EarlyStopping earlyStopping,

        @Doc(
                "What is done about unequal classes: none; sampling draws as many reals as fakes; pairs puts beside every real a"
                        + " fake of the same frame, augmented alike.")
        @Default("none")
        Balance balance,

        @Doc("Which epoch is kept.") @Default("{}") Select select,

        @Doc("Updates after which the training ends, even inside an epoch; no limit when left out.") @Nullable
        Integer maximumSteps,

        @Doc("Minutes between two checkpoints inside an epoch; the result does not depend on it.") @Default("10")
        double checkpointMinutes) {
    /** Checks the settings. */
    public Training {
        Check.that(epochs > 0, "epochs", epochs, "must be at least 1");
        Check.that(batchSize > 0, "batchSize", batchSize, "must be at least 1");
        Check.that(
                clipGradientNorm == null || clipGradientNorm > 0,
                "clipGradientNorm",
                String.valueOf(clipGradientNorm),
                "must be above 0");
        Check.that(accumulate > 0, "accumulate", accumulate, "must be at least 1");
        Check.that(replicas > 0, "replicas", replicas, "must be at least 1");
        Check.that(
                replicas <= batchSize,
                "replicas",
                replicas,
                "must be at most batch_size, " + batchSize + ": a picture each");
        Check.that(
                replicas == 1 || !syncBatchNorm || !recompute,
                "recompute",
                recompute,
                "must be false with replicas and sync_batch_norm: copies meet at each BatchNorm once, not a second time for"
                        + " the gradients; leave one of the three out");
        Check.that(
                maximumSteps == null || maximumSteps > 0,
                "maximumSteps",
                String.valueOf(maximumSteps),
                "must be at least 1");
        Check.that(
                balance != Balance.PAIRS || batchSize % 2 == 0,
                "batchSize",
                batchSize,
                "must be even for balance: pairs");
        Check.that(checkpointMinutes >= 0, "checkpointMinutes", checkpointMinutes, "must not be negative");
    }

    /** All that the result depends on, as text. */
    String identity() {
        return new Training(
                        epochs,
                        batchSize,
                        optimizer,
                        schedule,
                        precision,
                        clipGradientNorm,
                        ema,
                        accumulate,
                        recompute,
                        replicas,
                        syncBatchNorm,
                        earlyStopping,
                        balance,
                        select,
                        maximumSteps,
                        0)
                .toString();
    }

    /** Updates of one epoch of so many batches; the last update of an epoch may have fewer batches. */
    public int stepsPerEpoch(int batchesPerEpoch) {
        return (batchesPerEpoch + accumulate - 1) / accumulate;
    }

    /** Updates of the whole training, unless it stops early. */
    public long steps(int batchesPerEpoch) {
        long all = (long) epochs * stepsPerEpoch(batchesPerEpoch);
        return maximumSteps == null ? all : Math.min(all, maximumSteps);
    }
}
