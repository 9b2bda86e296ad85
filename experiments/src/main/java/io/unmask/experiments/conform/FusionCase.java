package io.unmask.experiments.conform;

import ai.djl.ndarray.NDArray;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.model.fusion.BilinearTanh;
import io.unmask.model.fusion.Cmce;
import io.unmask.model.fusion.Cmf;
import io.unmask.model.fusion.FusionNet;
import io.unmask.model.fusion.Lfga;
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
            "lv HdmProdBilinearFusion", FusionCase::bilinear);

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
