package io.unmask.model.backbone;

import ai.djl.ndarray.NDArray;
import io.unmask.config.BadInputException;
import io.unmask.model.InputShape;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Dropout;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.Pool;
import java.util.ArrayList;
import java.util.List;

/**
 * What Meso4 and MesoInception4 (Afchar et al. 2018) share: four blocks that end in pooling by 2, 2, 2 and 4,
 * then dropout, a hidden layer of 16 and the scores. Taps: {@code block1} … {@code block4}, after the pooling;
 * each variant also reports the places that its official code names.
 */
abstract class Meso extends BackboneNet {
    private static final int FEATURES = 16;
    private static final int HIDDEN = 16;
    private static final double SLOPE = 0.1;

    private final List<Stage> stages = new ArrayList<>();
    private final Linear hidden;
    private final Linear scores;
    private final double dropout;
    private final boolean softmax;
    private final MesoVariant variant;

    Meso(MesoVariant variant, Shape shape) {
        this.variant = variant;
        this.dropout = shape.dropout;
        this.softmax = shape.softmax;
        int side = shape.input.sidePixels() / 2 / 2 / 2 / 4;
        if (side == 0) {
            throw new BadInputException("backbone meso4 or meso_inception4: pictures of " + shape.input.sidePixels()
                    + " pixels vanish in its pooling; their side must be at least 32 (the papers use 256)");
        }
        // Created here, registered by the subclass after its convolutions: names keep the official order.
        hidden = new Linear(FEATURES * side * side, HIDDEN);
        scores = new Linear(HIDDEN, shape.classes);
    }

    /** What a record and its caller settle. */
    record Shape(int classes, InputShape input, double dropout, boolean softmax) {}

    /** Registers the hidden layer and the scores under their official names. */
    final void registerHead() {
        String suffix = variant == MesoVariant.PYDEEPFAKEDET ? ".1" : "";
        child("fc1" + suffix, hidden);
        scores("fc2" + suffix, scores);
    }

    /** Adds a block: {@code features}, then the largest of each window. */
    final void block(int window, int channels, Features features) {
        stages.add(new Stage(
                "block" + (stages.size() + 1), channels, (x, pass) -> Pool.max(features.of(x, pass), window)));
    }

    /** A block before its pooling. */
    interface Features {
        NDArray of(NDArray x, Pass pass);
    }

    /** Convolution that keeps the size, ReLU, BatchNorm; the norm may be one that another block has too. */
    final Features convolution(String name, Conv2d conv, BatchNorm norm) {
        return (x, pass) -> norm.forward(Activation.relu(pass.tap(name, conv.forward(x, pass))), pass);
    }

    /** Convolution that keeps the size. */
    static Conv2d same(int inputs, int outputs, int kernel, int dilation, boolean bias) {
        var spec = Conv2d.of(inputs, outputs, kernel)
                .padding(dilation * (kernel / 2))
                .dilation(dilation);
        return (bias ? spec : spec.withoutBias()).build();
    }

    @Override
    public final List<Stage> stages() {
        return List.copyOf(stages);
    }

    @Override
    public final NDArray head(NDArray features, Pass pass) {
        NDArray flat = features.reshape(features.getShape().get(0), -1);
        NDArray h = hidden.forward(Dropout.values(flat, dropout, pass), pass);
        NDArray logits = scores.forward(Dropout.values(Activation.leakyRelu(h, SLOPE), dropout, pass), pass);
        return softmax ? logits.softmax(1) : logits;
    }
}
