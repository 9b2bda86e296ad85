package io.unmask.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.GradientCollector;
import io.unmask.augment.BatchMixing;
import io.unmask.augment.Mix;
import io.unmask.data.HostBatch;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.detector.SecondLook;
import io.unmask.model.detector.TrainingStep;
import io.unmask.model.nn.Parameters;
import io.unmask.random.Seeds;
import io.unmask.train.optimizer.OptimizerState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One update of the weights: forward and backward over its batches, clipping, the optimiser, the average. */
final class Stepper {
    /** The guard of the division in the published code of SAM. */
    private static final double SAM_EPS = 1e-12;

    private final DetectorNet net;
    private final Parameters parameters;
    private final Normalise normalise;
    private final BatchChanges changes;
    private final Seeds seeds;
    private final @Nullable Double clipNorm;
    private final OptimizerState optimizer;
    private final @Nullable WeightAverage average;
    private TrainingListener listener = TrainingListener.SILENT;

    Stepper(
            Training training,
            DetectorNet net,
            Parameters parameters,
            Normalise normalise,
            BatchChanges changes,
            Seeds seeds,
            OptimizerState optimizer,
            @Nullable WeightAverage average) {
        this.net = net;
        this.parameters = parameters;
        this.normalise = normalise;
        this.changes = changes;
        this.seeds = seeds;
        this.clipNorm = training.clipGradientNorm();
        this.optimizer = optimizer;
        this.average = average;
    }

    /** Lets somebody hear of the parts of every update from now on. */
    void listen(TrainingListener to) {
        listener = to;
    }

    /**
     * Makes one update.
     *
     * @param batches where the batches come from
     * @param count batches whose mean gradient it follows; the mean is over pictures, so a smaller batch counts less
     * @return pictures used
     */
    long step(Iterator<HostBatch> batches, int count, int epoch, double learningRate, LossMeter losses) {
        try (NDManager scratch = parameters.flat().getManager().newSubManager()) {
            long step = optimizer.steps() + 1;
            boolean twice = optimizer.climb() > 0;
            List<HostBatch> seen = new ArrayList<>();
            long pictures = 0;
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
            NDArray gradients = gradients(count, pictures, scratch);
            if (twice) {
                gradients = uphill(gradients, seen, epoch, pictures, scratch);
            }
            if (clipNorm != null) {
                GradientClipping.clip(gradients, clipNorm);
            }
            optimizer.step(gradients, learningRate);
            net.afterStep(parameters);
            if (average != null) {
                average.update(scratch);
            }
            listener.phase(StepPhase.REST);
            return pictures;
        }
    }

    private NDArray gradients(int count, long pictures, NDManager scratch) {
        NDArray gradients = parameters.gradients(scratch);
        return count > 1 ? gradients.divi(pictures) : gradients;
    }

    /** The gradients of the same batches at a point uphill; the weights come back to the last bit. */
    private NDArray uphill(NDArray gradients, List<HostBatch> seen, int epoch, long pictures, NDManager scratch) {
        NDArray weights = parameters.flat();
        NDArray before = weights.duplicate();
        before.attach(scratch);
        NDArray norm = gradients.mul(gradients).sum().sqrt();
        weights.addi(gradients.muli(norm.add(SAM_EPS).pow(-1).mul(optimizer.climb())));
        for (int i = 0; i < seen.size(); i++) {
            // The same seeds as in the first pass: dropout and draws on the host are part of the loss whose slope is
            // taken.
            backward(seen.get(i), epoch, i, seen.size() > 1, scratch);
        }
        listener.phase(StepPhase.UPDATE);
        NDArray there = gradients(seen.size(), pictures, scratch);
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
        var step = new TrainingStep(epoch, seeds.stream("step-host", at, number));
        Seeds mixing = seeds.child("mix", at, number);
        // Activations go before the next batch comes: that is what accumulating is for.
        try (NDManager scratch = parent.newSubManager()) {
            listener.phase(StepPhase.TO_DEVICE);
            DeviceBatch batch = mixed(
                    DeviceBatch.of(host, scratch, normalise, parameters.flat().getDataType()), host, mixing);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                listener.phase(StepPhase.FORWARD);
                NDArray loss = loss(batch, step);
                listener.phase(StepPhase.BACKWARD);
                collector.backward(sumOverPictures ? loss.mul(host.size()) : loss);
                loss.attach(parent);
                return loss;
            }
        }
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
