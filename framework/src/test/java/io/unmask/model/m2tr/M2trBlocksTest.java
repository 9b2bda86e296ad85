package io.unmask.model.m2tr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.CheckException;
import io.unmask.model.backbone.Filler;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks against numbers that the official PyTorch modules gave for the values of {@link Filler}, evaluation mode. */
class M2trBlocksTest {
    private static final List<Patch> PATCHES =
            Stream.of(16, 8, 4, 2).map(Patch::square).toList();

    static Stream<Arguments> golden() {
        return Stream.of(
                Arguments.of(new MultiScaleAttention(8, PATCHES), 1.206739e-01, 1.784051e-01, new double[] {
                    3.053986e-01, 1.000119e-01, 6.265797e-02, -4.136418e-03, -6.095164e-02
                }),
                Arguments.of(new MultiScaleTransformer(8, PATCHES), 2.248742e-01, 5.930525e-01, new double[] {
                    5.714137e-01, 8.075152e-01, -4.204352e-01, 7.165101e-01, -5.341076e-01
                }));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void output_equalsThatOfTheOfficialModule(Layer layer, double mean, double absoluteMean, double[] firstAndLast) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Filler.fill(Parameters.allocate(layer, manager, DataType.FLOAT32));
            NDArray y = manager.create(Filler.values("y", 4096, 1, 0), new Shape(2, 8, 16, 16));
            float[] found = layer.forward(y, Pass.evaluation()).toFloatArray();
            assertEquals(4096, found.length);
            assertEquals(mean, mean(found, false), 1e-5);
            assertEquals(absoluteMean, mean(found, true), 1e-5);
            double[] shown = {found[0], found[1], found[2], found[3], found[4095]};
            assertArrayEquals(firstAndLast, shown, 1e-5);
        }
    }

    private static double mean(float[] values, boolean absolute) {
        double sum = 0;
        for (float value : values) {
            sum += absolute ? Math.abs(value) : value;
        }
        return sum / values.length;
    }

    @Test
    void patches_mayBeWiderThanHigh() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Layer layer = new MultiScaleAttention(4, List.of(new Patch(8, 2), new Patch(2, 4)));
            Filler.fill(Parameters.allocate(layer, manager, DataType.FLOAT32));
            NDArray y = manager.create(Filler.values("y", 4 * 64, 1, 0), new Shape(1, 4, 8, 8));
            assertEquals(y.getShape(), layer.forward(y, Pass.evaluation()).getShape());
        }
    }

    @Test
    void channelsThatCannotBeSharedOut_areRefused() {
        assertThrows(CheckException.class, () -> new MultiScaleAttention(10, PATCHES));
    }

    @Test
    void decoder_endsAtThePicturesSide_orFourPixelsLessAsOfficial() {
        try (NDManager manager = NDManager.newBaseManager()) {
            for (boolean official : List.of(false, true)) {
                Localizer decoder = new Localizer(8, 1, official);
                Filler.fill(Parameters.allocate(decoder, manager, DataType.FLOAT32));
                int side = official ? 28 : 32;
                assertEquals(
                        new Shape(2, 1, side, side),
                        decoder.forward(manager.ones(new Shape(2, 8, 8, 8)), Pass.evaluation())
                                .getShape());
            }
        }
    }
}
