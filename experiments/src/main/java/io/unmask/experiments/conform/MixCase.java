package io.unmask.experiments.conform;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import io.unmask.augment.CutMix;
import io.unmask.augment.Mix;
import io.unmask.augment.Mix.Window;
import io.unmask.model.Inputs;
import io.unmask.model.Targets;
import io.unmask.train.BatchMixer;
import io.unmask.weights.TensorData;
import java.util.Arrays;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** MixUp and CutMix with the draws of the fixture. */
@AutoService(ConformCase.class)
public final class MixCase implements ConformCase {
    private static final double TOLERANCE = 1e-6;

    @Override
    public boolean handles(Fixture fixture) {
        return fixture.area().equals("augment")
                && (fixture.text("class").startsWith("mixup_data")
                        || fixture.text("class").startsWith("rand_bbox"));
    }

    @Override
    public void run(Fixture fixture, Comparison comparison) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            if (fixture.text("class").startsWith("mixup_data")) {
                mixUp(fixture, comparison, manager);
            } else {
                fixture.json("random")
                        .properties()
                        .forEach(entry -> cutMix(fixture, comparison, manager, entry.getKey(), entry.getValue()));
            }
        }
    }

    private static void mixUp(Fixture fixture, Comparison comparison, NDManager manager) {
        double share = fixture.json("random").path("lam").asDouble();
        int[] partners = partners(fixture, "input.index");
        double[] shares = new double[partners.length];
        Arrays.fill(shares, share);
        NDArray classes = manager.create(fixture.tensor("input.target").longs());
        NDArray labels = classes.oneHot((int) classes.max().getLong() + 1).toType(DataType.FLOAT32, false);
        @Nullable NDArray masks = fixture.has("input.mask") ? array(fixture, "input.mask", manager) : null;
        BatchMixer mixer = new BatchMixer(new Mix(partners, shares, null));
        Inputs inputs = mixer.inputs(new Inputs(array(fixture, "input.x", manager)));
        comparison.compare("output.mixed", NetworkCheck.doubles(inputs.images()), TOLERANCE);
        Targets targets = mixer.targets(new Targets(labels, masks, null));
        Mix partnersAlone = new Mix(partners, new double[partners.length], null);
        NDArray ofPartners =
                new BatchMixer(partnersAlone).targets(new Targets(labels)).labels();
        comparison.exact("output.y_a", labels.argMax(1).toLongArray());
        comparison.exact("output.y_b", ofPartners.argMax(1).toLongArray());
        Targets.MaskMix mix = targets.maskMix();
        if (masks != null && mix != null) {
            comparison.compare("output.mask_a", NetworkCheck.doubles(targets.requireMasks("conform")), TOLERANCE);
            comparison.compare("output.mask_b", NetworkCheck.doubles(mix.partners()), TOLERANCE);
        }
    }

    private static void cutMix(Fixture fixture, Comparison comparison, NDManager manager, String name, JsonNode draws) {
        NDArray x = array(fixture, "input.x", manager);
        int rows = (int) x.getShape().get(2);
        int columns = (int) x.getShape().get(3);
        // The official code calls the rows W, so cx is a row and cy a column.
        Window window = CutMix.window(
                rows,
                columns,
                draws.path("lam").asDouble(),
                draws.path("cx").asInt(),
                draws.path("cy").asInt());
        String prefix = "output." + name + ".";
        comparison.exact(prefix + "box", new long[] {window.top(), window.left(), window.bottom(), window.right()});
        int[] partners = partners(fixture, "input.rand_index");
        double[] shares = new double[partners.length];
        Arrays.fill(shares, 1 - (double) window.area() / (rows * columns));
        comparison.compare(prefix + "lam_adjusted", new double[] {shares[0]}, TOLERANCE);
        BatchMixer mixer = new BatchMixer(new Mix(partners, shares, Collections.nCopies(partners.length, window)));
        comparison.compare(prefix + "mixed", NetworkCheck.doubles(mixer.pictures(x)), TOLERANCE);
        int classes = (int) fixture.tensor(prefix + "soft_label").shape()[1];
        NDArray labels = manager.create(fixture.tensor("input.target").longs())
                .oneHot(classes)
                .toType(DataType.FLOAT32, false);
        comparison.compare(
                prefix + "soft_label",
                NetworkCheck.doubles(mixer.targets(new Targets(labels)).labels()),
                TOLERANCE);
    }

    private static int[] partners(Fixture fixture, String name) {
        return Arrays.stream(fixture.tensor(name).longs())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    private static NDArray array(Fixture fixture, String name, NDManager manager) {
        TensorData data = fixture.tensor(name);
        return manager.create(data.doubles(), new Shape(data.shape())).toType(DataType.FLOAT32, false);
    }
}
