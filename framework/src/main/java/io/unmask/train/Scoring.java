package io.unmask.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unmask.data.HostBatch;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import java.util.Iterator;
import java.util.function.BiConsumer;

/** Runs a detector in evaluation mode. */
public final class Scoring {
    private Scoring() {}

    /**
     * Scores batches in their order, the last one however small. A score may be NaN when the network has
     * diverged; whoever evaluates refuses it.
     *
     * @param parameters the placement of the network on a device
     * @param sink gets each batch with the scores of its pictures, 0 real .. 1 fake
     */
    public static void score(
            DetectorNet net,
            Parameters parameters,
            Normalise normalise,
            Iterator<HostBatch> batches,
            BiConsumer<HostBatch, float[]> sink) {
        Torch.recordNothing();
        while (batches.hasNext()) {
            HostBatch host = batches.next();
            try (NDManager scratch = parameters.flat().getManager().newSubManager()) {
                DeviceBatch batch = DeviceBatch.of(
                        host, scratch, normalise, parameters.flat().getDataType());
                NDArray scores = net.fakeScore(net.forward(batch.inputs(), Pass.evaluation()));
                sink.accept(host, scores.toType(DataType.FLOAT32, false).toFloatArray());
            }
        }
    }
}
