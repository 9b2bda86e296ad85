package io.unmask.model.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unmask.config.BadInputException;
import io.unmask.config.CheckException;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.backbone.Filler;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.random.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StreamsTest {
    private static final int SIDE = 12;

    static java.util.stream.Stream<Stream> all() {
        return java.util.stream.Stream.of(
                new Rgb(),
                new Second(),
                new HighPass(0.25),
                new SpectrumFilter(true),
                new SpectrumFilter(false),
                new Srm(Srm.Kernels.SIMPLE, false, 127.5, null),
                new Srm(Srm.Kernels.SEPARATE, true, 1, 5),
                new Srm(Srm.Kernels.BANK, false, 1, null));
    }

    @ParameterizedTest
    @MethodSource("all")
    void output_isWhatTheStreamGives(Stream stream) {
        try (NDManager manager = NDManager.newBaseManager()) {
            StreamNet net = stream.build(InputShape.rgb(SIDE));
            Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
            NDArray image = Filler.image(manager, SIDE);
            NDArray out = net.forward(new Inputs(image, image.mul(2)), Pass.evaluation());
            InputShape shape = net.output();
            assertArrayEquals(
                    new long[] {1, shape.channels(), shape.sidePixels(), shape.sidePixels()},
                    out.getShape().getShape());
        }
    }

    @Test
    void second_readsTheSecondPicture_andSaysWhereThereIsNone() {
        assertTrue(new Second().readsSecond());
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray image = Filler.image(manager, SIDE);
            NDArray depth = image.mul(2);
            StreamNet net = new Second().build(InputShape.rgb(SIDE));
            assertSame(depth, net.forward(new Inputs(image, depth), Pass.evaluation()));
            BadInputException wrong =
                    assertThrows(BadInputException.class, () -> net.forward(new Inputs(image), Pass.evaluation()));
            assertTrue(wrong.getMessage().contains("no second pictures"), wrong.getMessage());
        }
    }

    @Test
    void inputScale_actsBeforeTheCutOff() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray image = Filler.image(manager, SIDE);
            assertEquals(3, largest(manager, new Srm(Srm.Kernels.SIMPLE, false, 127.5, null), image));
            assertTrue(largest(manager, new Srm(Srm.Kernels.SIMPLE, false, 0.01, null), image) < 0.1);
        }
    }

    private static float largest(NDManager manager, Stream stream, NDArray image) {
        StreamNet net = stream.build(InputShape.rgb(SIDE));
        Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
        return net.forward(new Inputs(image), Pass.evaluation()).max().getFloat();
    }

    @Test
    void settingsThatDoNotBelong_areRefused() {
        assertThrows(CheckException.class, () -> new Srm(Srm.Kernels.SIMPLE, false, 1, 5));
        assertThrows(CheckException.class, () -> new HighPass(0));
        BadInputException wrong = assertThrows(
                BadInputException.class,
                () -> new Srm(Srm.Kernels.BANK, false, 1, null).build(new InputShape(1, SIDE)));
        assertTrue(wrong.getMessage().contains("3 channels"), wrong.getMessage());
    }
}
