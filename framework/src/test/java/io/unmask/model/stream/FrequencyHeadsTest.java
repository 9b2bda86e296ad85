package io.unmask.model.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.BadInputException;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.backbone.Filler;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.random.Seeds;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** FAD and LFS against numbers of the PyTorch implementations on weights by {@link Filler}. */
class FrequencyHeadsTest {
    private static final int PICTURE = 299;

    private static int[] counts(Bands bands, List<Bands.Band> list, int side) {
        return list.stream()
                .mapToInt(band -> {
                    int ones = 0;
                    for (float value : bands.mask(side, band)) {
                        ones += (int) value;
                    }
                    return ones;
                })
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "YYK, 16, 21 30 220 256",
        "YYK, 256, 4186 4290 57280 65536",
        "YYK, 299, 5778 5654 78226 89401",
        "PYDEEPFAKEDET, 16, 2 3 145 255",
        "PYDEEPFAKEDET, 256, 152 408 32590 65535",
        "PYDEEPFAKEDET, 299, 189 551 44407 89400",
        // The paper's: squares of a sixteenth and an eighth of the side.
        "PAPER, 16, 1 3 252 256",
        "PAPER, 256, 256 768 64512 65536"
    })
    void bandsOfAPicture_haveTheKnownSizes(Bands bands, int side, String expected) {
        int[] sizes =
                Arrays.stream(expected.split(" ")).mapToInt(Integer::parseInt).toArray();
        assertArrayEquals(sizes, counts(bands, bands.ofPicture(side), side));
    }

    @ParameterizedTest
    @CsvSource({"YYK, 10 18 36 30 12 3", "PYDEEPFAKEDET, 9 18 36 21 12 3", "PAPER, 4 12 9 24 32 19"})
    void bandsOfAWindow_haveTheKnownSizes(Bands bands, String expected) {
        int[] sizes =
                Arrays.stream(expected.split(" ")).mapToInt(Integer::parseInt).toArray();
        assertArrayEquals(sizes, counts(bands, bands.ofWindow(10, 6), 10));
    }

    @ParameterizedTest
    @CsvSource({
        "YYK, -2.506180e-03, 3.145273e-01, -6.908880e-01, -6.716455e-01, -5.639987e-01",
        "PYDEEPFAKEDET, 4.535810e-05, 2.539135e-01, -1.041265e-01, -1.142264e-01, -5.846162e-01"
    })
    void decomposition_equalsTheReference(
            Bands bands, double mean, double meanSize, double first, double second, double last) {
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] found = run(new FadHead(16, bands), Filler.array(manager, "x", 2, 3, 16, 16));
            assertEquals(6144, found.length);
            assertEquals(mean, mean(found, false), 1e-6);
            assertEquals(meanSize, mean(found, true), 1e-6);
            assertEquals(first, found[0], 1e-5);
            assertEquals(second, found[1], 1e-5);
            assertEquals(last, found[6143], 1e-5);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "YYK, 1.414776, 1.415091, 2.150941, 2.301479, 4.515030e-01",
        "PYDEEPFAKEDET, 1.389940, 1.390256, 2.098676, 2.251021, 4.515030e-01"
    })
    void localStatistics_equalTheReference(
            Bands bands, double mean, double meanSize, double first, double second, double last) {
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] found = run(new LfsHead(10, 6, bands, false), Filler.image(manager, PICTURE));
            assertEquals(6 * 149 * 149, found.length);
            assertEquals(149, LfsHead.outputSide(PICTURE, 10));
            assertEquals(mean, mean(found, false), 1e-5);
            assertEquals(meanSize, mean(found, true), 1e-5);
            assertEquals(first, found[0], 1e-4);
            assertEquals(second, found[1], 1e-4);
            assertEquals(last, found[found.length - 1], 1e-4);
        }
    }

    @ParameterizedTest
    @EnumSource(Bands.class)
    void withoutLearning_theWholeBandIsThePicture(Bands bands) {
        try (NDManager manager = NDManager.newBaseManager()) {
            FadHead head = new FadHead(8, bands);
            Parameters parameters = Parameters.place(head, manager, DataType.FLOAT64, Seeds.of(1));
            parameters.trainedNames().forEach(name -> parameters.set(name, new float[64]));
            NDArray x = Filler.array(manager, "x", 1, 3, 8, 8).toType(DataType.FLOAT64, false);
            NDArray all = head.forward(x, Pass.evaluation()).get(":, 9:12");
            NDArray expected = bands == Bands.PYDEEPFAKEDET ? withoutMean(x) : x;
            assertEquals(0, all.sub(expected).abs().max().getDouble(), 1e-6);
        }
    }

    /** PyDeepFakeDet leaves the mean of each colour out of every band. */
    private static NDArray withoutMean(NDArray x) {
        return x.sub(x.reshape(1, 3, 64).mean(new int[] {2}).reshape(1, 3, 1, 1));
    }

    @Test
    void sumBeforeLogarithm_isTheLogarithmOfTheBand() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = Filler.array(manager, "x", 1, 3, 16, 16);
            float[] each = run(new LfsHead(10, 1, Bands.PAPER, false), x);
            float[] sum = run(new LfsHead(10, 1, Bands.PAPER, true), x);
            assertEquals(each.length, sum.length);
            // The logarithm of a mean is no less than the mean of logarithms where the weights are those of a mean.
            LfsHead plain = new LfsHead(10, 1, Bands.PAPER, true);
            Parameters parameters = Parameters.place(plain, manager, DataType.FLOAT32, Seeds.of(1));
            parameters.set("filters.0.learnable", new float[100]);
            LfsHead logs = new LfsHead(10, 1, Bands.PAPER, false);
            Parameters.place(logs, manager, DataType.FLOAT32, Seeds.of(1)).set("filters.0.learnable", new float[100]);
            NDArray difference = plain.forward(x, Pass.evaluation()).sub(logs.forward(x, Pass.evaluation()));
            assertEquals(true, difference.min().getFloat() > 0);
        }
    }

    @Test
    void pictureOfAnotherSide_isBadInput() {
        try (NDManager manager = NDManager.newBaseManager()) {
            FadHead head = new FadHead(16, Bands.YYK);
            Parameters.place(head, manager, DataType.FLOAT32, Seeds.of(1));
            NDArray x = manager.zeros(new Shape(1, 3, 17, 16));
            var wrong = assertThrows(BadInputException.class, () -> head.forward(x, Pass.evaluation()));
            assertEquals(true, String.valueOf(wrong.getMessage()).contains("16 × 16 pixels, found 17 × 16"));
        }
    }

    @Test
    void moreBandsThanAWindowHas_isBadInput() {
        assertThrows(BadInputException.class, () -> new LfsHead(2, 9, Bands.PAPER, false));
    }

    @Test
    void streams_sayWhatTheirBackboneHasToTake() {
        try (NDManager manager = NDManager.newBaseManager()) {
            for (Stream stream : List.of(new Fad(Bands.YYK), new Lfs(10, 6, Bands.YYK, false))) {
                StreamNet net = stream.build(InputShape.rgb(32));
                Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
                NDArray view = net.forward(new Inputs(Filler.image(manager, 32)), Pass.evaluation());
                InputShape output = net.output();
                assertEquals(
                        new Shape(1, output.channels(), output.sidePixels(), output.sidePixels()), view.getShape());
            }
            assertThrows(BadInputException.class, () -> new Lfs(30, 6, Bands.YYK, false).build(InputShape.rgb(16)));
        }
    }

    private static float[] run(Layer layer, NDArray x) {
        try (NDManager manager = x.getManager().newSubManager()) {
            Filler.fill(Parameters.allocate(layer, manager, DataType.FLOAT32));
            return layer.forward(x, Pass.evaluation()).toFloatArray();
        }
    }

    private static double mean(float[] values, boolean sizes) {
        double sum = 0;
        for (float value : values) {
            sum += sizes ? Math.abs(value) : value;
        }
        return sum / values.length;
    }
}
