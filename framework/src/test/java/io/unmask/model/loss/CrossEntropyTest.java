package io.unmask.model.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.CheckException;
import io.unmask.weights.Safetensors;
import io.unmask.weights.TensorData;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CrossEntropyTest {
    private static final CrossEntropy WEIGHTED = new CrossEntropy(0, List.of(2.0, 0.5));

    static Stream<Arguments> fixtures() {
        return Stream.of(
                Arguments.of("cross_entropy_soft", new CrossEntropy(0, null)),
                Arguments.of("cross_entropy_onehot_weighted", WEIGHTED),
                Arguments.of("cross_entropy_hard_weighted", WEIGHTED),
                Arguments.of("torch_cross_entropy_label_smoothing", new CrossEntropy(0.1, null)));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void lossAndGradient_equalTheOfficialOnes(String name, CrossEntropy loss) throws URISyntaxException {
        var url = CrossEntropyTest.class.getResource("/fixtures/losses/" + name + ".safetensors");
        var fixture = Safetensors.read(Path.of(Objects.requireNonNull(url).toURI()));
        try (NDManager manager = NDManager.newBaseManager()) {
            TensorData given = fixture.tensors().get("input.logits");
            NDArray logits = manager.create(given.floats(), new Shape(given.shape()));
            logits.setRequiresGradient(true);
            NDArray labels = labels(manager, fixture.tensors().get("input.labels"), given.shape());
            NDArray value;
            try (var collector = Engine.getInstance().newGradientCollector()) {
                value = loss.of(logits, labels);
                collector.backward(value);
            }
            assertEquals(fixture.tensors().get("output.loss").floats()[0], value.getFloat(), 1e-6);
            assertArrayEquals(
                    fixture.tensors().get("grad.input.logits").floats(),
                    logits.getGradient().toFloatArray(),
                    1e-6f);
        }
    }

    /** Labels as probabilities; class indices become one-hot. */
    private static NDArray labels(NDManager manager, TensorData data, long[] shape) {
        if (data.type().equals("F32")) {
            return manager.create(data.floats(), new Shape(shape));
        }
        return manager.create(data.longs()).oneHot((int) shape[1], DataType.FLOAT32);
    }

    @Test
    void undecidedLogits_costLogTwo() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray logits = manager.zeros(new Shape(3, 2));
            NDArray labels = manager.create(new float[] {1, 0, 0, 1, .3f, .7f}, new Shape(3, 2));
            assertEquals(
                    Math.log(2), new CrossEntropy(0, null).of(logits, labels).getFloat(), 1e-6);
        }
    }

    @Test
    void hugeLogits_stayFinite() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray logits = manager.create(new float[] {1000, -1000}, new Shape(1, 2));
            NDArray labels = manager.create(new float[] {0, 1}, new Shape(1, 2));
            assertEquals(2000, new CrossEntropy(0, null).of(logits, labels).getFloat(), 1e-3);
        }
    }

    @Test
    void impossibleSettings_areRefused() {
        assertThrows(CheckException.class, () -> new CrossEntropy(1, null));
        assertThrows(CheckException.class, () -> new CrossEntropy(0, List.of(1.0, 0.0)));
    }
}
