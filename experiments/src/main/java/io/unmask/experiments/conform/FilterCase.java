package io.unmask.experiments.conform;

import ai.djl.ndarray.NDArray;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.model.frequency.FrequencyBlock;
import io.unmask.model.frequency.GlobalFilter;
import io.unmask.model.frequency.SrmBank;
import io.unmask.model.frequency.SrmSeparate;
import io.unmask.model.frequency.SrmSimple;
import io.unmask.model.nn.Layer;
import io.unmask.random.Seeds;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;

/** Filters of one map in the image or the spectrum: SRM noise, the learnt spectrum of M2TR. */
@AutoService(ConformCase.class)
public final class FilterCase implements ConformCase {
    private static final double EQUAL = 1e-6;

    private interface Reader {
        Supplier<Layer> read(Fixture fixture, Arguments arguments);
    }

    private static final Map<String, Reader> CLASSES = Map.of(
            "lv SRMConv2d_simple", FilterCase::simple,
            "lv SRMConv2d_Separate", FilterCase::separate,
            "lv SRMConv2d", FilterCase::bank,
            "m2tr GlobalFilter", FilterCase::global,
            "m2tr FreqBlock", FilterCase::block);

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
        Supplier<Layer> builder = reader.read(fixture, arguments);
        arguments.requireAllRead();
        compareKernels(fixture, comparison, builder.get());
        new NetworkCheck(fixture, comparison, () -> {
                    Layer layer = builder.get();
                    return new NetworkCheck.Subject(
                            layer, (inputs, pass) -> Map.of("y", layer.forward(image(inputs), pass)), tap -> tap);
                })
                .run();
    }

    /** The check itself runs with the kernels of the file; these are the ones that the constructor makes. */
    private static void compareKernels(Fixture fixture, Comparison comparison, Layer layer) {
        layer.parameters().forEach((name, parameter) -> {
            if (fixture.has("param." + name) && (layer instanceof SrmBank || name.equals("kernel"))) {
                float[] ours = parameter.init().values(parameter.shape(), Seeds.of(0).stream(name));
                double[] values = new double[ours.length];
                Arrays.setAll(values, i -> ours[i]);
                double[] official = fixture.tensor("param." + name).doubles();
                comparison.within(
                        "param." + name + " as constructed", Comparison.scaledError(values, official, 0), EQUAL);
            }
        });
    }

    private static NDArray image(Map<String, NDArray> inputs) {
        NDArray x = inputs.get("x");
        if (x == null) {
            throw new BadInputException("expected an input.x, found inputs " + inputs.keySet());
        }
        return x;
    }

    private static Supplier<Layer> simple(Fixture fixture, Arguments arguments) {
        int inputs = arguments.integer("inc", 3);
        boolean learnable = arguments.flag("learnable", false);
        return () -> new SrmSimple(inputs, learnable);
    }

    private static Supplier<Layer> separate(Fixture fixture, Arguments arguments) {
        int inputs = arguments.integer("inc", 0);
        int outputs = arguments.integer("outc", 0);
        boolean learnable = arguments.flag("learnable", false);
        return () -> new SrmSeparate(inputs, outputs, learnable);
    }

    private static Supplier<Layer> bank(Fixture fixture, Arguments arguments) {
        boolean learnable = arguments.flag("learnable", false);
        return () -> new SrmBank(learnable);
    }

    private static Supplier<Layer> global(Fixture fixture, Arguments arguments) {
        // The official code forces float32 where training is in half precision; there is none here.
        arguments.ignore("fp32fft");
        Size size = Size.of(fixture, arguments);
        return () -> new GlobalFilter(size.channels, size.height, size.width);
    }

    private static Supplier<Layer> block(Fixture fixture, Arguments arguments) {
        arguments.ignore("fp32fft");
        Size size = Size.of(fixture, arguments);
        return () -> new FrequencyBlock(size.channels, size.height, size.width);
    }

    /** The size of the maps; the official w is the width of their spectrum, which two widths of a map share. */
    private record Size(int channels, int height, int width) {
        static Size of(Fixture fixture, Arguments arguments) {
            long[] shape = fixture.tensor("input.x").shape();
            int width = (int) shape[3];
            arguments.require("h", Long.toString(shape[2]));
            arguments.require("w", Integer.toString(width / 2 + 1));
            return new Size(arguments.integer("dim", 0), (int) shape[2], width);
        }
    }
}
