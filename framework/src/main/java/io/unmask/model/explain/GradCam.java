package io.unmask.model.explain;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.unmask.config.BadInputException;
import io.unmask.config.Nearest;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Grad-CAM (Selvaraju et al., ICCV 2017, equations 1 and 2): the features A at a tap, summed over channels with the
 * weights a_k = mean over places of d y / d A_k, negative sums cut to 0. y is the logit of "fake", before softmax; each
 * picture has its own.
 *
 * <p>A tap that nothing later reads gives maps of zeros.
 */
public final class GradCam {
    private static final int BATCH_AND_CHANNELS = 2;
    private static final int MAP = 4;

    private final DetectorNet net;
    private final Parameters parameters;
    private final @Nullable String tap;

    /**
     * For a network that is placed.
     *
     * @param parameters its placement
     * @param tap the place whose features are read; null for the last one of a pass that has rows and columns
     */
    public GradCam(DetectorNet net, Parameters parameters, @Nullable String tap) {
        this.net = net;
        this.parameters = parameters;
        this.tap = tap;
    }

    /**
     * The maps of a batch.
     *
     * @param inputs normalised pictures, (N, 3, H, W), or clips
     * @return (N, h, w), 0 or more, as large as the features at the tap; (N, t, h, w) of clips
     * @throws BadInputException if no such tap is passed, or its features have no places
     */
    public NDArray maps(Inputs inputs) {
        return parameters.frozen(() -> {
            String place = tap == null ? lastMap(inputs) : tap;
            List<NDArray> features = new ArrayList<>();
            List<String> passed = new ArrayList<>();
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                Prediction prediction = net.forward(inputs, Pass.evaluation().listening((name, value) -> {
                    passed.add(name);
                    if (name.equals(place) && features.isEmpty()) {
                        // Nothing before it wants gradients, so it is where the backward pass ends.
                        value.setRequiresGradient(true);
                        features.add(value);
                    }
                }));
                if (features.isEmpty()) {
                    throw unknown(place, passed);
                }
                collector.backward(prediction.logits().get(":, 1").sum());
            }
            return weighted(place, features.get(0), features.get(0).getGradient());
        });
    }

    /** Sums over channels what its gradient's mean weighs. */
    private static NDArray weighted(String place, NDArray features, NDArray gradient) {
        int axes = features.getShape().dimension();
        if (axes <= BATCH_AND_CHANNELS) {
            throw new BadInputException("tap " + place + ": has features " + features.getShape()
                    + " without rows and columns; take an earlier one");
        }
        Shape shape = features.getShape();
        long places = shape.size() / shape.get(0) / shape.get(1);
        int[] overPlaces = IntStream.range(BATCH_AND_CHANNELS, axes).toArray();
        NDArray weights = gradient.sum(overPlaces, true).div(places);
        features.setRequiresGradient(false);
        return features.mul(weights).sum(new int[] {1}).maximum(0);
    }

    /** Whether the detector has a tap with rows and columns, which one that looks at numbers has not. */
    public boolean hasMap(Inputs inputs) {
        return findLastMap(taps(inputs)) != null;
    }

    private String lastMap(Inputs inputs) {
        Map<String, Shape> shapes = taps(inputs);
        String last = findLastMap(shapes);
        if (last == null) {
            throw new BadInputException(
                    "Grad-CAM: the detector has no tap with rows and columns; it has " + shapes.keySet());
        }
        return last;
    }

    /** The last tap with rows and columns, more than one place in all. */
    private static @Nullable String findLastMap(Map<String, Shape> shapes) {
        String last = null;
        for (var entry : shapes.entrySet()) {
            Shape shape = entry.getValue();
            boolean isMap = shape.dimension() >= MAP && shape.size() > shape.get(0) * shape.get(1);
            last = isMap ? entry.getKey() : last;
        }
        return last;
    }

    /** The taps of a pass and the shapes there, in their order. */
    public Map<String, Shape> taps(Inputs inputs) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        net.forward(inputs, Pass.evaluation().listening((name, value) -> shapes.put(name, value.getShape())));
        return shapes;
    }

    private static BadInputException unknown(String tap, List<String> passed) {
        String nearest = Nearest.to(tap, passed);
        return new BadInputException("tap " + tap + ": not in the detector"
                + (nearest == null ? "" : "; did you mean " + nearest + "?") + " Known taps: "
                + String.join(", ", passed));
    }
}
