package io.unmask.experiments.conform;

import ai.djl.ndarray.NDArray;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.model.fusion.BilinearTanh;
import io.unmask.model.fusion.ChannelAttention;
import io.unmask.model.fusion.Cmce;
import io.unmask.model.fusion.Cmf;
import io.unmask.model.fusion.CrossModalAttention;
import io.unmask.model.fusion.DualCrossModalAttention;
import io.unmask.model.fusion.FusionNet;
import io.unmask.model.fusion.Lfga;
import io.unmask.model.fusion.MixBlock;
import io.unmask.model.fusion.SelfAttention;
import io.unmask.model.fusion.SpatialAttention;
import io.unmask.model.nn.Layer;
import java.util.Map;
import java.util.function.Supplier;

/** Fusions of two feature maps, from the official class and its constructor arguments to ours. */
@AutoService(ConformCase.class)
public final class FusionCase implements ConformCase {
    /** From constructor arguments to something that builds the module afresh. */
    private interface Reader {
        Supplier<NetworkCheck.Subject> read(Arguments arguments);
    }

    private static final Map<String, Reader> CLASSES = Map.of(
            "m2tr CMA_Block", FusionCase::cmf,
            "lv CMCE", FusionCase::cmce,
            "lv LFGA", FusionCase::lfga,
            "lv HdmProdBilinearFusion", FusionCase::bilinear,
            "lv CrossModalAttention", FusionCase::crossModal,
            "lv DualCrossModalAttention", FusionCase::dualCrossModal,
            "lv Self_Attn", FusionCase::self,
            "lv ChannelAttention", FusionCase::channel,
            "lv SpatialAttention", FusionCase::spatial,
            "f3net MixBlock", FusionCase::mixBlock);

    private static String key(Fixture fixture) {
        return fixture.area() + " " + fixture.text("class");
    }

    @Override
    public boolean handles(Fixture fixture) {
        return CLASSES.containsKey(key(fixture));
    }

    @Override
    public void run(Fixture fixture, Comparison comparison) {
        Reader reader = CLASSES.get(key(fixture));
        if (reader == null) {
            throw new BadInputException(fixture.file() + ": unknown class " + fixture.text("class"));
        }
        Arguments arguments = new Arguments(fixture);
        Supplier<NetworkCheck.Subject> builder = reader.read(arguments);
        arguments.requireAllRead();
        new NetworkCheck(fixture, comparison, builder).run();
    }

    private static Supplier<NetworkCheck.Subject> cmf(Arguments arguments) {
        int channels = arguments.integer("in_channel", 0);
        int hidden = arguments.integer("hidden_channel", channels);
        // The sum with the input allows no other number.
        arguments.require("out_channel", Integer.toString(channels));
        return () -> {
            // Several chunks, the last one smaller, on maps of the usual size of a fixture.
            Cmf.Network net = new Cmf.Network(channels, channels, hidden, 7);
            return subject(
                    net,
                    (inputs, pass) -> Map.of(
                            "y",
                            net.forward(input(inputs, "rgb"), input(inputs, "freq"), pass)
                                    .first()));
        };
    }

    private static Supplier<NetworkCheck.Subject> cmce(Arguments arguments) {
        int channels = arguments.integer("in_channel", 3);
        return () -> {
            Cmce.Network net = new Cmce.Network(channels);
            return subject(net, (inputs, pass) -> {
                FusionNet.Pair fused = net.forward(input(inputs, "fa"), input(inputs, "fb"), pass);
                return Map.of("fa", fused.first(), "fb", fused.second());
            });
        };
    }

    private static Supplier<NetworkCheck.Subject> lfga(Arguments arguments) {
        int channels = arguments.integer("in_channel", 3);
        int ratio = arguments.integer("ratio", 4);
        // The official fa is changed and fb guides; here the first guides and the second is changed.
        return () -> {
            Lfga.Network net = new Lfga.Network(channels, ratio);
            return subject(
                    net,
                    (inputs, pass) -> Map.of(
                            "y",
                            net.forward(input(inputs, "fb"), input(inputs, "fa"), pass)
                                    .second()));
        };
    }

    private static Supplier<NetworkCheck.Subject> bilinear(Arguments arguments) {
        int first = arguments.integer("dim1", 0);
        int second = arguments.integer("dim2", 0);
        // Dropout is 0 in every fixture, whatever the constructor was told.
        arguments.ignore("bili_dropout");
        BilinearTanh settings =
                new BilinearTanh(arguments.integer("hidden_dim", 0), arguments.integer("output_dim", 0), 0);
        return () -> {
            BilinearTanh.Network net = new BilinearTanh.Network(first, second, settings);
            return subject(
                    net,
                    (inputs, pass) -> Map.of(
                            "y",
                            net.forward(input(inputs, "f1"), input(inputs, "f2"), pass)
                                    .first()));
        };
    }

    private static Supplier<NetworkCheck.Subject> crossModal(Arguments arguments) {
        requireNoActivation(arguments);
        int channels = arguments.integer("in_dim", 0);
        int ratio = arguments.integer("ratio", 8);
        boolean crossValue = arguments.flag("cross_value", true);
        return () -> {
            CrossModalAttention.Network net = new CrossModalAttention.Network(channels, ratio, crossValue);
            return subject(
                    net,
                    (inputs, pass) -> Map.of(
                            "y",
                            net.forward(input(inputs, "x"), input(inputs, "y"), pass)
                                    .first()));
        };
    }

    private static Supplier<NetworkCheck.Subject> dualCrossModal(Arguments arguments) {
        // The official code takes an activation and never applies it; whether the weights are returned is for the
        // caller.
        arguments.ignore("activation", "ret_att");
        int channels = arguments.integer("in_dim", 0);
        int side = arguments.integer("size", 16);
        int ratio = arguments.integer("ratio", 8);
        return () -> {
            DualCrossModalAttention.Network net = new DualCrossModalAttention.Network(channels, side, ratio);
            return subject(net, (inputs, pass) -> {
                var attended = net.attend(input(inputs, "x"), input(inputs, "y"), pass);
                return Map.of(
                        "x", attended.first(),
                        "y", attended.second(),
                        "att_y_on_x", attended.firstWeights(),
                        "att_x_on_y", attended.secondWeights());
            });
        };
    }

    private static void requireNoActivation(Arguments arguments) {
        if (!arguments.isNull("activation")) {
            arguments.require("activation", "");
        }
    }

    private static Supplier<NetworkCheck.Subject> self(Arguments arguments) {
        int channels = arguments.integer("in_dim", 0);
        int outputs = arguments.integer("out_dim", channels);
        int ratio = arguments.integer("ratio", 8);
        boolean residual = arguments.flag("add", false);
        return () -> layer(new SelfAttention.OneMap(channels, outputs, ratio, residual));
    }

    private static Supplier<NetworkCheck.Subject> channel(Arguments arguments) {
        int channels = arguments.integer("in_planes", 0);
        int ratio = arguments.integer("ratio", 8);
        return () -> layer(new ChannelAttention.Weights(channels, ratio));
    }

    private static Supplier<NetworkCheck.Subject> spatial(Arguments arguments) {
        int kernel = arguments.integer("kernel_size", 7);
        return () -> layer(new SpatialAttention.Weights(kernel));
    }

    private static Supplier<NetworkCheck.Subject> mixBlock(Arguments arguments) {
        // No tensor has their shape; the maps say them again.
        arguments.ignore("width", "height");
        int channels = arguments.integer("c_in", 0);
        return () -> {
            MixBlock.Network net = new MixBlock.Network(channels);
            return subject(net, (inputs, pass) -> {
                FusionNet.Pair mixed = net.forward(input(inputs, "x_FAD"), input(inputs, "x_LFS"), pass);
                return Map.of("y_FAD", mixed.first(), "y_LFS", mixed.second());
            });
        };
    }

    private static NetworkCheck.Subject layer(Layer layer) {
        return new NetworkCheck.Subject(
                layer, (inputs, pass) -> Map.of("y", layer.forward(input(inputs, "x"), pass)), tap -> tap);
    }

    private static NetworkCheck.Subject subject(FusionNet net, NetworkCheck.Forward forward) {
        return new NetworkCheck.Subject(net, forward, tap -> tap);
    }

    private static NDArray input(Map<String, NDArray> inputs, String name) {
        NDArray x = inputs.get(name);
        if (x == null) {
            throw new BadInputException("expected an input." + name + ", found inputs " + inputs.keySet());
        }
        return x;
    }
}
