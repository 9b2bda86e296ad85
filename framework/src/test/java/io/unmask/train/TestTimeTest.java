package io.unmask.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.CheckException;
import io.unmask.model.Inputs;
import io.unmask.train.TestTime.Crops;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestTimeTest {
    @Test
    void tenCrops_areTheCornersAndTheMiddle_andTheirMirrorImages() {
        TestTime ten = new TestTime(true, Crops.FIVE, List.of(1.5));
        assertEquals(3, ten.loadedSide(2));
        try (NDManager manager = NDManager.newBaseManager()) {
            var picture = manager.arange(9f).reshape(new Shape(1, 1, 3, 3));
            List<Inputs> views = ten.views(new Inputs(picture), 2);
            assertEquals(10, views.size());
            assertArrayEquals(new float[] {0, 1, 3, 4}, views.get(0).images().toFloatArray());
            assertArrayEquals(new float[] {1, 0, 4, 3}, views.get(1).images().toFloatArray());
            assertArrayEquals(new float[] {1, 2, 4, 5}, views.get(2).images().toFloatArray());
            assertArrayEquals(new float[] {3, 4, 6, 7}, views.get(4).images().toFloatArray());
            assertArrayEquals(new float[] {4, 5, 7, 8}, views.get(6).images().toFloatArray());
        }
    }

    @Test
    void zooms_scaleFromTheLargest() {
        TestTime twice = new TestTime(false, Crops.CENTRE, List.of(1.0, 2.0));
        try (NDManager manager = NDManager.newBaseManager()) {
            var picture = manager.arange(16f).reshape(new Shape(1, 1, 4, 4));
            List<Inputs> views = twice.views(new Inputs(picture), 2);
            assertArrayEquals(
                    new float[] {2.5f, 4.5f, 10.5f, 12.5f},
                    views.get(0).images().toFloatArray(),
                    1e-6f);
            assertArrayEquals(new float[] {5, 6, 9, 10}, views.get(1).images().toFloatArray());
        }
    }

    @Test
    void fiveCropsOfTheWholePicture_areRefused() {
        assertThrows(CheckException.class, () -> new TestTime(false, Crops.FIVE, List.of(1.0)));
        assertThrows(CheckException.class, () -> new TestTime(false, Crops.CENTRE, List.of(0.5)));
    }
}
