package io.unmask.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unmask.augment.Mix;
import io.unmask.augment.Mix.Window;
import io.unmask.config.BadInputException;
import io.unmask.model.Targets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchMixerTest {
    private static Targets targets(NDManager manager) {
        return new Targets(
                manager.create(new float[] {1, 0, 0, 1}, new Shape(2, 2)),
                manager.create(new float[] {0, 0, 0, 0, 1, 1, 1, 1}, new Shape(2, 1, 2, 2)),
                null);
    }

    @Test
    void blending_sharesLabels_andWeighsTheLossOnBothMasks() {
        try (NDManager manager = NDManager.newBaseManager()) {
            BatchMixer mixer = new BatchMixer(new Mix(new int[] {1, 0}, new double[] {0.75, 0.75}, null));
            Targets mixed = mixer.targets(targets(manager));
            assertArrayEquals(
                    new float[] {0.75f, 0.25f, 0.25f, 0.75f}, mixed.labels().toFloatArray());
            // The own masks hold four ones in the second picture, the partners' four in the first.
            NDArray loss = mixed.maskLoss("test", masks -> masks.get("0").sum());
            assertEquals(0.25f * 4, loss.getFloat());
        }
    }

    @Test
    void blendingByOwnShares_isRefusedForMasks() {
        try (NDManager manager = NDManager.newBaseManager()) {
            BatchMixer mixer = new BatchMixer(new Mix(new int[] {1, 0}, new double[] {0.75, 0.5}, null));
            Targets mixed = mixer.targets(targets(manager));
            var refused = assertThrows(BadInputException.class, () -> mixed.maskLoss("loss x", NDArray::sum));
            assertEquals(
                    "loss x: weighs masks by one share a batch; set mix_up.per_sample to false", refused.getMessage());
        }
    }

    @Test
    void windows_takeTheirPartOfTheMask() {
        try (NDManager manager = NDManager.newBaseManager()) {
            BatchMixer mixer = new BatchMixer(
                    new Mix(new int[] {1, 0}, new double[] {0.5, 1}, List.of(new Window(0, 1, 2, 2), Window.EMPTY)));
            Targets mixed = mixer.targets(targets(manager));
            assertArrayEquals(
                    new float[] {0, 1, 0, 1, 1, 1, 1, 1},
                    mixed.requireMasks("test").toFloatArray());
            assertArrayEquals(new float[] {0.5f, 0.5f, 0, 1}, mixed.labels().toFloatArray());
        }
    }
}
