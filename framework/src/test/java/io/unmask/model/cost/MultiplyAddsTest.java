package io.unmask.model.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.unmask.model.InputShape;
import io.unmask.model.backbone.AlexNet;
import io.unmask.model.backbone.Backbone;
import io.unmask.model.backbone.BackboneNet;
import io.unmask.model.backbone.EfficientNet;
import io.unmask.model.backbone.Resnet18;
import io.unmask.model.backbone.Resnet50;
import io.unmask.model.backbone.Xception;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Conv3d;
import io.unmask.model.nn.Extent;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Lstm;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.train.Torch;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MultiplyAddsTest {
    @BeforeEach
    void recordNothing() {
        Torch.startAnyhow();
        Torch.recordNothing();
    }

    private static MultiplyAdds count(Layer layer, Shape input) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            Parameters.allocate(layer, manager, DataType.FLOAT32);
            NDArray x = manager.ones(input);
            return MultiplyAdds.of(() -> layer.forward(x, Pass.evaluation()));
        }
    }

    private static MultiplyAdds count(Shape input, Function<NDArray, NDArray> work) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            NDArray x = manager.ones(input);
            return MultiplyAdds.of(() -> work.apply(x));
        }
    }

    /**
     * As torchvision states them with its weights ({@code _ops}, billions: 1.814, 4.089, 0.714, 4.394); Xception's 8.4 at
     * 299 as timm does.
     */
    static Stream<Arguments> published() {
        return Stream.of(
                Arguments.of(new Resnet18(false, null), 224, 1.814),
                Arguments.of(new Resnet50(false, null), 224, 4.089),
                Arguments.of(new AlexNet(0.5, null), 224, 0.714),
                Arguments.of(
                        new EfficientNet(
                                EfficientNet.Size.B4,
                                EfficientNet.Padding.DYNAMIC,
                                EfficientNet.Layout.LUKEMELAS,
                                null,
                                null,
                                0.2,
                                0.01,
                                1e-3,
                                null),
                        380,
                        4.394),
                Arguments.of(new Xception(false, Xception.Head.LAST_LINEAR, null, false, null), 299, 8.4));
    }

    @ParameterizedTest
    @MethodSource("published")
    void backbones_haveAsManyAsPublished(Backbone backbone, int side, double billions) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            BackboneNet net = backbone.build(1000, InputShape.rgb(side));
            Parameters.allocate(net, manager, DataType.FLOAT32);
            NDArray pictures = manager.zeros(new Shape(2, 3, side, side));
            MultiplyAdds count = MultiplyAdds.of(() -> net.forward(pictures, Pass.evaluation()));
            assertEquals(billions, count.total() / 2e9, billions < 8 ? 0.0006 : 0.06);
            assertEquals(Map.of(), count.notCounted());
        }
    }

    @Test
    void resnet18_isCountedToTheLastOne() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            BackboneNet net = new Resnet18(false, null).build(1000, InputShape.rgb(224));
            Parameters.allocate(net, manager, DataType.FLOAT32);
            NDArray pictures = manager.zeros(new Shape(2, 3, 224, 224));
            MultiplyAdds count = MultiplyAdds.of(() -> net.forward(pictures, Pass.evaluation()));
            assertEquals(2 * 1_813_561_344L, count.convolutions());
            assertEquals(2 * 512_000L, count.products());
        }
    }

    @Test
    void convolutions_countOutputsTimesWeightsOfAKernel() {
        // 4 x 6 to 2 x 3 by stride 2; each of 3 pictures has 10 maps, whose kernels see 4 of the 8 maps.
        Layer grouped = Conv2d.of(8, 10, 3).stride(2).padding(1).groups(2).build();
        assertEquals(
                3 * 10 * 2 * 3 * 4 * 9, count(grouped, new Shape(3, 8, 4, 6)).total());
        Layer small = Conv2d.of(5, 7, 1).build();
        assertEquals(2 * 7 * 5 * 9 * 9, count(small, new Shape(2, 5, 9, 9)).total());
        Layer wide = Conv2d.of(2, 3, 3).dilation(2).build();
        assertEquals(2 * 3 * 4 * 4 * 2 * 9, count(wide, new Shape(2, 2, 8, 8)).total());
        Layer clips = Conv3d.of(3, 4, Extent.cube(3)).same().build();
        assertEquals(
                2 * 4 * 5 * 8 * 8 * 3 * 27,
                count(clips, new Shape(2, 3, 5, 8, 8)).total());
    }

    @ParameterizedTest
    @CsvSource({"3, 1, 1, 20", "3, 2, 1, 21", "1, 1, 0, 40", "7, 2, 3, 224", "3, 1, 0, 150", "5, 4, 2, 97"})
    void convolutions_countTheSame_whereChannelsLieLast(int kernel, int stride, int padding, int side) {
        Layer layer = Conv2d.of(3, 24, kernel).stride(stride).padding(padding).build();
        MultiplyAdds planes = count(layer, new Shape(2, 3, side, side));
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            NDArray x = manager.ones(new Shape(2, side, side, 3)).transpose(0, 3, 1, 2);
            Parameters.allocate(layer, manager, DataType.FLOAT32);
            assertEquals(planes, MultiplyAdds.of(() -> layer.forward(x, Pass.evaluation())));
        }
    }

    @Test
    void products_countOnce_whateverCallsThem() {
        assertEquals(6 * 5 * 4, count(new Linear(5, 4), new Shape(6, 5)).total());
        assertEquals(2 * 3 * 5 * 4, count(new Linear(5, 4), new Shape(2, 3, 5)).total());
        MultiplyAdds attention = count(
                new Shape(2, 3, 7, 5),
                x -> x.matMul(x.swapAxes(2, 3)).softmax(-1).matMul(x));
        assertEquals(2 * (2 * 3 * 7 * 5 * 7), attention.total());
        assertEquals(0, attention.convolutions());
        // Steps times pictures times four gates, each of which sees the input and the state.
        assertEquals(
                2 * 6 * (4L * 8 * 5 + 4L * 8 * 8),
                count(new Lstm(5, 8, false), new Shape(2, 6, 5)).total());
    }

    @Test
    void whatTreatsEachValueByItself_isNotCounted_andOtherSumsAreNamed() {
        assertEquals(
                new MultiplyAdds(0, 0, Map.of()),
                count(new Shape(2, 8), x -> x.mul(3).add(1).softmax(1).sum()));
        MultiplyAdds transform = count(new Shape(2, 16), x -> x.fft(16));
        assertEquals(0, transform.total());
        assertEquals(1, transform.notCounted().size(), transform.toString());
        assertTrue(transform.notCounted().keySet().iterator().next().startsWith("aten::_fft_"), transform.toString());
    }

    @Test
    void threadsStayAsTheyWere() {
        int before = JniUtils.getNumThreads();
        count(new Linear(2, 2), new Shape(2, 2));
        assertEquals(before, JniUtils.getNumThreads());
    }
}
