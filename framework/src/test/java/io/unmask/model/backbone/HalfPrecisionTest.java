package io.unmask.model.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import io.unmask.model.InputShape;
import io.unmask.model.nn.Arithmetic;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.random.Seeds;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A step in half precision goes where the step in single precision goes. */
class HalfPrecisionTest {
    private static final float START_SCALE = 65_536;

    /** Deep ones on tiny pictures and networks with a last pool over few values are chaotic: no rounding leaves them alone. */
    static Stream<Arguments> wellConditioned() {
        return Stream.of(
                Arguments.of(new Resnet18(false, null), InputShape.rgb(64), new Shape(4, 3, 64, 64)),
                Arguments.of(
                        BackboneSizesTest.efficientNet(EfficientNet.Size.B0, EfficientNet.Padding.TRACKED),
                        InputShape.rgb(64),
                        new Shape(4, 3, 64, 64)),
                Arguments.of(new R3d18(null), new InputShape(3, 32, 4), new Shape(4, 3, 4, 32, 32)),
                Arguments.of(
                        new MesoInception4(MesoVariant.HONGGU, 0, true, null),
                        InputShape.rgb(64),
                        new Shape(4, 3, 64, 64)));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of(
                        BackboneSizesTest.xception(Xception.Head.LAST_LINEAR),
                        InputShape.rgb(64),
                        new Shape(2, 3, 64, 64)),
                Arguments.of(new AlexNet(0, null), InputShape.rgb(64), new Shape(2, 3, 64, 64)),
                Arguments.of(new Densenet121(null), InputShape.rgb(64), new Shape(2, 3, 64, 64)),
                Arguments.of(
                        new Meso4(MesoVariant.PYDEEPFAKEDET, 0, false, null),
                        InputShape.rgb(64),
                        new Shape(2, 3, 64, 64)),
                Arguments.of(new I3d(I3d.Head.ADAPTIVE, 0, null), new InputShape(3, 32, 8), new Shape(2, 3, 8, 32, 32)),
                Arguments.of(
                        new P3d(63, List.of(P3d.Block.values()), P3d.Sizes.ADAPTIVE, 0, null),
                        new InputShape(3, 32, 8),
                        new Shape(2, 3, 8, 32, 32)));
    }

    @ParameterizedTest
    @MethodSource("wellConditioned")
    void gradientsPointTheSameWay(Backbone backbone, InputShape input, Shape shape) {
        try (NDManager manager = NDManager.newBaseManager()) {
            BackboneNet net = backbone.build(2, input);
            Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(3));
            Engine.getInstance().setRandomSeed(1);
            NDArray x = manager.randomUniform(-1, 1, shape);
            NDArray single = gradients(net, parameters, x, 1);
            net.compute(Arithmetic.HALF);
            float scale = START_SCALE;
            NDArray half = gradients(net, parameters, x, scale);
            while (!Double.isFinite(half.sum().getFloat())) {
                scale /= 2;
                assertTrue(scale > 256, "gradients overflow at any sensible scale");
                half = gradients(net, parameters, x, scale);
            }
            double cosine = product(single, half) / Math.sqrt(product(single, single) * product(half, half));
            assertTrue(cosine > 0.96, "cosine of the gradients: " + cosine);
            assertEquals(1, Math.sqrt(product(half, half) / product(single, single)), 0.05, "ratio of their lengths");
        }
    }

    /** Fusions, decoders and losses get float32 at every tap, near what single precision gives. */
    @ParameterizedTest
    @MethodSource({"wellConditioned", "others"})
    void halfPrecisionStaysInside(Backbone backbone, InputShape input, Shape shape) {
        JniUtils.setGradMode(false);
        try (NDManager manager = NDManager.newBaseManager()) {
            BackboneNet net = backbone.build(2, input);
            Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(3));
            NDArray x = manager.randomUniform(-1, 1, shape);
            for (BackboneNet.Stage stage : net.stages()) {
                net.compute(Arithmetic.FULL);
                Engine.getInstance().setRandomSeed(2);
                NDArray single = stage.run(x, Pass.training());
                net.compute(Arithmetic.HALF);
                Engine.getInstance().setRandomSeed(2);
                NDArray half = stage.run(x, Pass.training());
                assertEquals(DataType.FLOAT32, half.getDataType(), stage.tap());
                double error = Math.sqrt(product(half.sub(single), half.sub(single)) / product(single, single));
                // BatchNorm over a handful of values turns any rounding into another sign.
                long values = single.size() / single.getShape().get(1);
                assertTrue(values < 32 || error < 0.02, stage.tap() + ": " + error);
                x = single;
            }
            assertEquals(DataType.FLOAT32, net.head(x, Pass.training()).getDataType());
        }
    }

    private static NDArray gradients(BackboneNet net, Parameters parameters, NDArray x, float scale) {
        Engine.getInstance().setRandomSeed(2);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray scores = net.forward(x, Pass.training());
            assertEquals(DataType.FLOAT32, scores.getDataType());
            collector.backward(scores.logSoftmax(1).get(":, 0").mean().neg().mul(scale));
        }
        return parameters.gradients(x.getManager()).div(scale);
    }

    private static double product(NDArray a, NDArray b) {
        return a.mul(b).sum().getFloat();
    }
}
