package io.unmask.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unmask.data.HostBatch;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.nn.AxisMap;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Runs a detector in evaluation mode. */
public final class Scoring {
    private Scoring() {}

    /** Hears what a detector says of each batch. */
    @FunctionalInterface
    public interface Sink {
        /**
         * One batch.
         *
         * @param batch the pictures
         * @param scores one a picture, 0 real .. 1 fake
         * @param masks N · side · side probabilities of being manipulated; null where the batch has no true masks to
         *     hold them against, or the detector does not say
         */
        void accept(HostBatch batch, float[] scores, float @Nullable [] masks);
    }

    /**
     * Scores batches in their order, the last one however small. A score may be NaN when the network has
     * diverged; whoever evaluates refuses it.
     *
     * @param parameters the placement of the network on a device
     * @param sink gets each batch with what the detector says of it
     */
    public static void score(
            DetectorNet net, Parameters parameters, Normalise normalise, Iterator<HostBatch> batches, Sink sink) {
        run(parameters, normalise, batches, (host, inputs) -> {
            Prediction prediction = net.forward(inputs, Pass.evaluation());
            sink.accept(host, floats(net.fakeScore(prediction)), host.masks() == null ? null : masks(prediction, host));
        });
    }

    /**
     * Scores batches by the mean score of several views of each picture. Masks are not given.
     *
     * @param views which views
     * @param sidePixels side of the views; the pictures of the batches have that of {@link TestTime#loadedSide}
     */
    public static void score(
            DetectorNet net,
            Parameters parameters,
            Normalise normalise,
            TestTime views,
            int sidePixels,
            Iterator<HostBatch> batches,
            Sink sink) {
        run(parameters, normalise, batches, (host, inputs) -> {
            List<Inputs> all = views.views(inputs, sidePixels);
            float[] mean = new float[host.size()];
            for (Inputs view : all) {
                float[] scores = floats(net.fakeScore(net.forward(view, Pass.evaluation())));
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += scores[i] / all.size();
                }
            }
            sink.accept(host, mean, null);
        });
    }

    private static void run(
            Parameters parameters,
            Normalise normalise,
            Iterator<HostBatch> batches,
            BiConsumer<HostBatch, Inputs> consumer) {
        Torch.recordNothing();
        while (batches.hasNext()) {
            HostBatch host = batches.next();
            try (NDManager scratch = parameters.flat().getManager().newSubManager()) {
                DeviceBatch batch = DeviceBatch.of(
                        host, scratch, normalise, parameters.flat().getDataType());
                consumer.accept(host, batch.inputs());
            }
        }
    }

    /** The predicted masks at the side of the pictures, interpolated between the pixels of a coarser map. */
    private static float @Nullable [] masks(Prediction prediction, HostBatch host) {
        NDArray probability = prediction.maskProbability();
        return probability == null
                ? null
                : floats(AxisMap.bilinear(probability, host.sidePixels(), host.sidePixels(), false));
    }

    private static float[] floats(NDArray values) {
        return values.toType(DataType.FLOAT32, false).toFloatArray();
    }
}
