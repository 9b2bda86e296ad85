package io.unmask.model.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivationMemoryTest {
    @Test
    void arraysOfAForwardPass_areCounted_viewsAreNot() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            NDArray x = manager.ones(new Shape(4, 256));
            ActivationMemory memory = ActivationMemory.of(() -> {
                NDArray y = x.mul(x).reshape(2, 512).swapAxes(0, 1);
                y.add(1);
            });
            assertEquals(2 * 4 * 4 * 256, memory.bytes());
        }
    }

    @Test
    @SuppressWarnings("try") // the forward pass records while the collector is open
    void aConvolutionWithItsNorm_keepsAnArrayEach() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            Layer conv = Conv2d.of(3, 16, 3).padding(1).build();
            Layer norm = new BatchNorm(16);
            Parameters.allocate(conv, manager, DataType.FLOAT32);
            Parameters.allocate(norm, manager, DataType.FLOAT32);
            NDArray x = manager.ones(new Shape(8, 3, 32, 32));
            double map = 4.0 * 8 * 16 * 32 * 32;
            try (var recording = Engine.getInstance().newGradientCollector()) {
                ActivationMemory memory =
                        ActivationMemory.of(() -> Layer.chain(List.of(conv, norm), x, Pass.training()));
                // Beside the two maps, mean and deviation of each channel.
                assertEquals(2 * map, memory.bytes(), 0.01 * map);
            }
        }
    }

    @Test
    void workThatFails_leavesTheEngineFreeForTheNext() {
        assertThrows(
                IllegalStateException.class,
                () -> ActivationMemory.of(() -> {
                    throw new IllegalStateException("no");
                }));
        assertEquals(0, ActivationMemory.of(() -> {}).bytes());
    }
}
