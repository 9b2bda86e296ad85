package io.unmask.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import io.unmask.augment.BatchMixing;
import io.unmask.augment.Mix;
import io.unmask.data.HostBatch;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.detector.SecondLook;
import io.unmask.model.detector.TrainingStep;
import io.unmask.model.nn.Constant;
import io.unmask.model.nn.Gradients;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Recompute;
import io.unmask.random.Seeds;
import io.unmask.train.optimizer.OptimizerState;
import io.unmask.train.precision.LossScale;
import io.unmask.train.precision.Precision;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One update of the weights: forward and backward over its batches, clipping, the optimiser, the average. */
final class Stepper {
    /** The guard of the division in the published code of SAM. */
    private static final double SAM_EPS = 1e-12;

    private final Copies copies;
    private final DetectorNet net;
    private final Parameters parameters;
    private final Normalise normalise;
    private final BatchChanges changes;
    private final Seeds seeds;
    private final @Nullable Double clipNorm;
    private final Precision precision;
    private final boolean recomputes;
    private final OptimizerState optimizer;
    private final @Nullable WeightAverage average;
    private TrainingListener listener = TrainingListener.SILENT;
    /** Loss scale of the update that is being made. */
    private double scale = 1;

    Stepper(
            Training training,
            Copies copies,
            Normalise normalise,
            BatchChanges changes,
            Seeds seeds,
            OptimizerState optimizer,
            @Nullable WeightAverage average) {
        this.copies = copies;
        this.net = copies.net();
        this.parameters = copies.parameters();
        this.normalise = normalise;
        this.changes = changes;
        this.seeds = seeds;
        this.clipNorm = training.clipGradientNorm();
        this.precision = training.precision();
        this.recomputes = training.recompute();
        this.optimizer = optimizer;
        this.average = average;
    }

    /** Lets somebody hear of the parts of every update from now on. */
    void listen(TrainingListener to) {
        listener = to;
    }

    /**
     * What an update came to.
     *
     * @param pictures it used
     * @param nextScale loss scale of the next one; it counts an update that was left out
     */
    record Done(long pictures, LossScale nextScale) {}

    /**
     * Makes one update, unless a gradient overflows at a loss scale: then nothing but the running statistics changes.
     *
     * @param batches where the batches come from
     * @param count batches whose mean gradient it follows; the mean is over pictures, so a smaller batch counts less
     */
    Done step(
            Iterator<HostBatch> batches,
            int count,
            int epoch,
            double learningRate,
            LossScale lossScale,
            LossMeter losses) {
        try (NDManager scratch = parameters.flat().getManager().newSubManager()) {
            long step = optimizer.steps() + 1;
            boolean twice = optimizer.climb() > 0;
            scale = lossScale.value();
            List<HostBatch> seen = new ArrayList<>();
            long pictures = 0;
            copies.follow();
            for (int i = 0; i < count; i++) {
                listener.phase(StepPhase.WAIT);
                HostBatch host = batches.next();
                NDArray loss = backward(host, epoch, i, count > 1, scratch);
                losses.add(loss, host.size(), epoch, step, learningRate);
                pictures += host.size();
                if (twice) {
                    seen.add(host);
                }
            }
            listener.phase(StepPhase.UPDATE);
            Gradients gradients = gradients(count, pictures, scratch);
            boolean usable = isUsable(gradients);
            if (usable && twice) {
                gradients = uphill(gradients.joined(), seen, epoch, pictures, scratch);
                usable = isUsable(gradients);
            }
            if (usable) {
                update(gradients, learningRate, scratch);
            } else {
                optimizer.skip();
            }
            listener.phase(StepPhase.REST);
            return new Done(pictures, precision.after(lossScale, !usable));
        }
    }

    private void update(Gradients gradients, double learningRate, NDManager scratch) {
        if (clipNorm != null) {
            GradientClipping.clip(gradients.joined(), clipNorm);
        }
        optimizer.step(gradients, learningRate);
        net.afterStep(parameters);
        if (average != null) {
            average.update(scratch);
        }
    }

    /** Whether all are finite, where the loss is scaled; asking waits for the device. */
    private boolean isUsable(Gradients gradients) {
        if (!precision.scales()) {
            return true;
        }
        try (NDArray sum = gradients.joined().sum()) {
            return Double.isFinite(sum.toArray()[0].doubleValue());
        }
    }

    private Gradients gradients(int count, long pictures, NDManager scratch) {
        Gradients gradients = copies.takeGradients(scratch);
        double factor = (count > 1 ? pictures : 1) * scale;
        if (factor != 1) {
            gradients.joined().divi(factor);
        }
        return gradients;
    }

    /** The gradients of the same batches at a point uphill; the weights come back to the last bit. */
    private Gradients uphill(NDArray gradients, List<HostBatch> seen, int epoch, long pictures, NDManager scratch) {
        NDArray weights = parameters.flat();
        NDArray before = weights.duplicate();
        before.attach(scratch);
        NDArray norm = gradients.mul(gradients).sum().sqrt();
        weights.addi(gradients.muli(norm.add(SAM_EPS).pow(-1).mul(optimizer.climb())));
        copies.follow();
        for (int i = 0; i < seen.size(); i++) {
            // The same seeds as in the first pass: dropout and draws on the host are part of the loss whose slope is
            // taken.
            backward(seen.get(i), epoch, i, seen.size() > 1, scratch);
        }
        listener.phase(StepPhase.UPDATE);
        Gradients there = gradients(seen.size(), pictures, scratch);
        weights.set(new NDIndex(":"), before);
        return there;
    }

    /**
     * Adds the gradients of one batch to those of the parameters; returns its mean loss.
     *
     * @param number of the batch in its step
     */
    private NDArray backward(HostBatch host, int epoch, int number, boolean sumOverPictures, NDManager parent) {
        long at = optimizer.steps() + 1;
        // The engine's generator cannot be saved, so it starts anew at every batch from the batch's own seed.
        Engine.getInstance().setRandomSeed(seeds.nativeSeed("step", at, number));
        copies.begin(turn -> seeds.nativeSeed("copy", at, number, turn));
        var step = new TrainingStep(epoch, seeds.stream("step-host", at, number));
        Seeds mixing = seeds.child("mix", at, number);
        // Activations go before the next batch comes: that is what accumulating is for.
        try (Lent lent = new Lent();
                NDManager scratch = parent.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector();
                Recompute again =
                        recomputes ? Recompute.open(stage -> seeds.nativeSeed("stage", at, number, stage)) : null) {
            // Once the loss is there, the graph alone holds what backward needs, and lets go of it when it is used:
            // memory for
            // gradients. Stages that are to be run again need their inputs, though.
            NDManager activations = scratch.newSubManager();
            NDArray loss = forward(host, step, mixing, activations);
            loss.attach(scratch);
            if (again == null) {
                lent.keep(activations);
                activations.close();
            }
            listener.phase(StepPhase.BACKWARD);
            NDArray target = scaled(loss, (sumOverPictures ? host.size() : 1) * scale);
            if (again == null) {
                collector.backward(target);
            } else {
                again.backward(target);
            }
            loss.attach(parent);
            return loss;
        }
    }

    private NDArray forward(HostBatch host, TrainingStep step, Seeds mixing, NDManager activations) {
        listener.phase(StepPhase.TO_DEVICE);
        DataType type = parameters.flat().getDataType();
        DeviceBatch batch = mixed(DeviceBatch.of(host, activations, normalise, type), host, mixing);
        listener.phase(StepPhase.FORWARD);
        return loss(batch, step);
    }

    private static NDArray scaled(NDArray loss, double factor) {
        // A float: a scalar times a double would become float64.
        return factor == 1 ? loss : loss.mul(Constant.of((float) factor));
    }

    private NDArray loss(DeviceBatch batch, TrainingStep step) {
        SecondLook look = changes.secondLook();
        return look == null
                ? net.trainingLoss(batch.inputs(), batch.targets(), step)
                : look.loss(net, batch.inputs(), batch.targets(), step);
    }

    private DeviceBatch mixed(DeviceBatch batch, HostBatch host, Seeds seeds) {
        DeviceBatch result = batch;
        List<BatchMixing> mixings = changes.mixings();
        for (int i = 0; i < mixings.size(); i++) {
            Mix mix = mixings.get(i).draw(host.size(), host.sidePixels(), seeds.stream("mixing", i));
            if (mix.changesAnything()) {
                BatchMixer mixer = new BatchMixer(mix);
                result = new DeviceBatch(mixer.inputs(result.inputs()), mixer.targets(result.targets()));
            }
        }
        return result;
    }
}
