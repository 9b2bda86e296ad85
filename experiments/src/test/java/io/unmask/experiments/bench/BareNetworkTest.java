package io.unmask.experiments.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.unmask.model.InputShape;
import io.unmask.model.backbone.Backbone;
import io.unmask.model.backbone.BackboneNet;
import io.unmask.model.backbone.EfficientNet;
import io.unmask.model.backbone.Resnet18;
import io.unmask.model.backbone.Xception;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.random.Seeds;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BareNetworkTest {
    private static final int SIDE = 64;

    private static Backbone backbone(BareNetwork network) {
        return switch (network) {
            case RESNET18 -> new Resnet18(false, null);
            case XCEPTION -> new Xception(false, Xception.Head.LAST_LINEAR, null, false, null);
            case EFFICIENTNET_B4 ->
                new EfficientNet(
                        EfficientNet.Size.B4,
                        EfficientNet.Padding.DYNAMIC,
                        EfficientNet.Layout.LUKEMELAS,
                        null,
                        null,
                        0.2,
                        0.01,
                        1e-3,
                        null);
        };
    }

    /** The same weights, pictures and draws: the bare network is the same computation. */
    @ParameterizedTest
    @EnumSource
    void scoresAndGradients_areThoseOfTheBackbone(BareNetwork network) {
        try (NDManager manager = NDManager.newBaseManager()) {
            BackboneNet net = backbone(network).build(2, InputShape.rgb(SIDE));
            Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
            AtomicInteger next = new AtomicInteger();
            BareLayers layers = new BareLayers(manager, shape -> {
                String name = parameters.trainedNames().get(next.getAndIncrement());
                NDArray own = parameters.get(name).array();
                assertEquals(shape, own.getShape(), name);
                return manager.create(own.toFloatArray(), shape)
                        .subi(shape.dimension() == 1 && isNormWeight(name) ? 1 : 0);
            });
            NDArray images = manager.randomNormal(new Shape(2, SIDE, SIDE, 3)).transpose(0, 3, 1, 2);
            double[] ours = new double[2];
            double[] bare = new double[2];
            Engine.getInstance().setRandomSeed(1);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray sum = net.forward(images, Pass.training()).get(":, 0").sum();
                collector.backward(sum);
                ours[0] = sum.getFloat();
            }
            ours[1] = parameters.gradients(manager).abs().sum().getFloat();
            Engine.getInstance().setRandomSeed(1);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray sum = network.scores(layers, images).get(":, 0").sum();
                collector.backward(sum);
                bare[0] = sum.getFloat();
            }
            for (NDArray weight : layers.trained()) {
                bare[1] += weight.getGradient().abs().sum().getFloat();
            }
            assertEquals(parameters.trainedNames().size(), layers.trained().size());
            assertEquals(ours[0], bare[0], 1e-4 * Math.abs(ours[0]));
            assertEquals(ours[1], bare[1], 1e-4 * ours[1]);
        }
    }

    /** Norms start at 1 in both, which the bare layers add themselves. */
    private static boolean isNormWeight(String name) {
        return name.endsWith(".weight");
    }
}
