package io.unmask.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.data.HostBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormaliseTest {
    /** Two pixels side by side: red 0 and 255, green 51 and 102, blue 255 and 0. */
    private static final byte[] PIXELS = {0, 51, (byte) 255, (byte) 255, 102, 0};

    private static float[] normalised(Normalise normalise) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray pixels = manager.create(ByteBuffer.wrap(PIXELS), new Shape(1, 1, 2, 3), DataType.UINT8);
            NDArray images = normalise.apply(pixels, DataType.FLOAT32);
            assertEquals(new Shape(1, 3, 1, 2), images.getShape());
            return images.toFloatArray();
        }
    }

    @Test
    void channelsBecomePlanes() {
        assertArrayEquals(new float[] {0, 1, 0.2f, 0.4f, 1, 0}, normalised(Normalise.NONE), 1e-6f);
    }

    @Test
    void half_isFromMinusOneToOne() {
        assertArrayEquals(new float[] {-1, 1, -0.6f, -0.2f, 1, -1}, normalised(Normalise.HALF), 1e-6f);
    }

    @Test
    void imagenet_usesTheStatisticsOfEachChannel() {
        assertEquals((0 - 0.485) / 0.229, normalised(Normalise.IMAGENET)[0], 1e-5);
        assertEquals((0.4 - 0.456) / 0.224, normalised(Normalise.IMAGENET)[3], 1e-5);
        assertEquals((1 - 0.406) / 0.225, normalised(Normalise.IMAGENET)[4], 1e-5);
        assertEquals((0.4 - 0.394666) / 0.22145, normalised(Normalise.KINETICS)[3], 1e-5);
        assertEquals((1 - 0.37645) / 0.216989, normalised(Normalise.KINETICS)[4], 1e-5);
    }

    @Test
    void scoring_keepsTheOrder_andTheSmallLastBatch() {
        try (NDManager manager = NDManager.newBaseManager()) {
            var net = new TinyTraining.Net();
            var parameters = TinyTraining.place(net, manager);
            List<HostBatch> apart = new ArrayList<>();
            for (int i = 0; i < TinyTraining.BATCHES; i++) {
                apart.add(TinyTraining.batch(0, i));
            }
            List<Float> scores = new ArrayList<>();
            Scoring.score(net, parameters, Normalise.HALF, apart.iterator(), (batch, part, masks) -> {
                assertEquals(batch.size(), part.length);
                for (float score : part) {
                    scores.add(score);
                }
            });
            assertEquals(4 * 4 + 3, scores.size());
            int[] at = new int[1];
            HostBatch joined = TinyTraining.join(TinyTraining.join(apart.get(0), apart.get(1)), apart.get(2));
            Scoring.score(net, parameters, Normalise.HALF, List.of(joined).iterator(), (batch, part, masks) -> {
                for (float score : part) {
                    assertEquals(scores.get(at[0]++), score, 1e-5);
                }
            });
            assertEquals(12, at[0]);
        }
    }
}
