package io.unmask.model.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.unmask.model.InputShape;
import io.unmask.model.nn.Arithmetic;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.Recompute;
import io.unmask.random.Seeds;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecomputeTest {
    private static final InputShape INPUT = InputShape.rgb(64);

    /** Gradients and statistics after one pass, all from the same start. */
    private record Step(float[] gradients, Map<String, float[]> statistics, int arrays) {}

    private static Step step(
            Backbone backbone,
            boolean recompute,
            Arithmetic arithmetic,
            Function<BackboneNet, Function<NDArray, NDArray>> loss) {
        try (NDManager manager = NDManager.newBaseManager()) {
            BackboneNet net = backbone.build(2, INPUT);
            Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(3));
            net.compute(arithmetic);
            Engine.getInstance().setRandomSeed(1);
            int arrays;
            try (NDManager scratch = manager.newSubManager()) {
                NDArray x = scratch.randomUniform(-1, 1, new Shape(4, 3, 64, 64));
                Engine.getInstance().setRandomSeed(7);
                try (GradientCollector collector = Engine.getInstance().newGradientCollector();
                        Recompute again = recompute ? Recompute.open(stage -> 100 + stage) : null) {
                    NDArray value = loss.apply(net).apply(x);
                    arrays = scratch.getManagedArrays().size();
                    if (again == null) {
                        collector.backward(value);
                    } else {
                        again.backward(value);
                    }
                }
            }
            Map<String, float[]> statistics = new LinkedHashMap<>();
            parameters.all().forEach((name, parameter) -> {
                if (!parameter.isTrained()) {
                    statistics.put(
                            name,
                            parameter.array().toType(DataType.FLOAT32, false).toFloatArray());
                }
            });
            return new Step(parameters.gradients(manager).toFloatArray(), statistics, arrays);
        }
    }

    private static Function<BackboneNet, Function<NDArray, NDArray>> scores() {
        return net -> x ->
                net.forward(x, Pass.training()).logSoftmax(1).get(":, 0").mean().neg();
    }

    /** The second computation is that of the first, to the last bit; statistics count once. */
    @ParameterizedTest
    @EnumSource(
            value = Arithmetic.class,
            names = {"FULL", "HALF"})
    void gradientsAndStatistics_areThoseOfAnOrdinaryPass(Arithmetic arithmetic) {
        Backbone backbone = new Resnet18(false, null);
        Step kept = step(backbone, false, arithmetic, scores());
        Step again = step(backbone, true, arithmetic, scores());
        assertArrayEquals(kept.gradients, again.gradients);
        assertEquals(kept.statistics.keySet(), again.statistics.keySet());
        kept.statistics.forEach((name, values) -> assertArrayEquals(values, again.statistics.get(name), name));
        assertTrue(again.arrays * 3 < kept.arrays, again.arrays + " of " + kept.arrays + " arrays are kept");
    }

    /** Both branches of a fusion go back through what made their common map. */
    @Test
    void aMapThatTwoStagesRead_hasTheGradientsOfBoth() {
        Function<BackboneNet, Function<NDArray, NDArray>> twice = net -> x -> {
            Pass pass = Pass.training();
            NDArray map = net.stages().get(0).run(x, pass).mul(2).tanh();
            NDArray once = net.stages().get(1).run(map, pass);
            NDArray more = net.stages().get(1).run(map.mul(0.5), pass);
            return once.mul(more).mean().add(map.mean());
        };
        Backbone backbone = new Resnet18(false, null);
        float[] kept = step(backbone, false, Arithmetic.FULL, twice).gradients;
        float[] again = step(backbone, true, Arithmetic.FULL, twice).gradients;
        float largest = 0;
        for (float value : kept) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertArrayEquals(kept, again, 1e-5f * largest);
    }

    /** Drop-connect draws from the engine's generator, the second time what it drew the first time. */
    @Test
    void randomLayersDrawTheSameTwice() {
        Backbone random = BackboneSizesTest.efficientNet(EfficientNet.Size.B0, EfficientNet.Padding.TRACKED);
        Step first = step(random, true, Arithmetic.FULL, scores());
        assertArrayEquals(first.gradients, step(random, true, Arithmetic.FULL, scores()).gradients);
        assertNotEquals(0, first.gradients[0]);
        double sum = 0;
        double difference = 0;
        // What a numerical slope along the gradient says: with other draws in the second computation it would not fit.
        try (NDManager manager = NDManager.newBaseManager()) {
            BackboneNet net = random.build(2, INPUT);
            Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(3));
            NDArray direction = manager.create(first.gradients);
            sum = direction.mul(direction).sum().getFloat();
            float[] losses = new float[2];
            for (int way = 0; way < 2; way++) {
                float side = (way == 0 ? 1 : -1) * 1e-4f;
                parameters.flat().addi(direction.mul(side));
                losses[way] = loss(net, manager);
                parameters.flat().subi(direction.mul(side));
            }
            difference = (losses[0] - losses[1]) / 2e-4;
        }
        assertEquals(1, difference / sum, 0.05);
    }

    @SuppressWarnings("try") // held for what they do while open
    private static float loss(BackboneNet net, NDManager manager) {
        try (NDManager scratch = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector();
                Recompute again = Recompute.open(stage -> 100 + stage)) {
            Engine.getInstance().setRandomSeed(1);
            NDArray x = scratch.randomUniform(-1, 1, new Shape(4, 3, 64, 64));
            Engine.getInstance().setRandomSeed(7);
            return scores().apply(net).apply(x).getFloat();
        }
    }
}
