package io.unmask.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.data.HostBatch;
import io.unmask.model.Prediction;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.explain.GradCam;
import io.unmask.model.nn.AxisMap;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says where a detector looks on a picture. */
public final class Explainer {
    private final DetectorNet net;
    private final Parameters parameters;
    private final Normalise normalise;
    private final @Nullable Kind kind;
    private final @Nullable String tap;

    /** What a heat map shows. */
    public enum Kind {
        /** The mask that the detector predicts: a probability of manipulation. */
        MASK("predicted mask"),
        /** The sum of the detector's attention maps, the largest value made 1. */
        ATTENTION("attention"),
        /** {@link GradCam} of the logit of "fake", the largest value made 1. */
        GRAD_CAM("Grad-CAM");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** What readers call it. */
        public String title() {
            return title;
        }
    }

    /**
     * Where it looks on one picture.
     *
     * @param kind what is shown
     * @param values side · side, 0..1
     */
    public record Heat(Kind kind, float[] values) {}

    /**
     * An explainer of a placed network.
     *
     * @param parameters the placement
     * @param kind what to show; null for the first of mask, attention and Grad-CAM that the detector gives
     * @param tap the tap of Grad-CAM; null for the last one with rows and columns
     */
    public Explainer(
            DetectorNet net, Parameters parameters, Normalise normalise, @Nullable Kind kind, @Nullable String tap) {
        this.net = net;
        this.parameters = parameters;
        this.normalise = normalise;
        this.kind = kind;
        this.tap = tap;
    }

    /**
     * A map for each picture of a batch, at the side of the pictures; none where nothing was asked for and the detector
     * has no map of any kind.
     *
     * @throws io.unmask.config.BadInputException if the detector does not give what was asked for, or has no such tap
     */
    public List<Heat> of(HostBatch host) {
        Torch.recordNothing();
        try (NDManager scratch = parameters.flat().getManager().newSubManager()) {
            DataType type = parameters.flat().getDataType();
            DeviceBatch batch = DeviceBatch.of(host, scratch, normalise, type);
            Prediction prediction = net.forward(batch.inputs(), Pass.evaluation());
            Kind shown = kind == null ? first(prediction) : kind;
            GradCam gradCam = new GradCam(net, parameters, tap);
            if (kind == null && tap == null && shown == Kind.GRAD_CAM && !gradCam.hasMap(batch.inputs())) {
                return List.of();
            }
            NDArray maps = switch (shown) {
                case MASK -> mask(prediction);
                case ATTENTION ->
                    prediction
                            .require(Prediction.ATTENTION, "an explanation by attention")
                            .sum(new int[] {1}, true);
                case GRAD_CAM -> ofFirstFrames(gradCam.maps(batch.inputs()), host.size());
            };
            return heats(maps, host, shown);
        }
    }

    /** (N, h, w), (N, t, h, w) or (N · t, h, w) to (N, 1, h, w): of clips the map at their first frame, which is shown. */
    private static NDArray ofFirstFrames(NDArray maps, int samples) {
        int axes = maps.getShape().dimension();
        return maps.reshape(
                        samples,
                        -1,
                        maps.getShape().get(axes - 2),
                        maps.getShape().get(axes - 1))
                .get(":, 0:1");
    }

    private static Kind first(Prediction prediction) {
        if (prediction.extra().containsKey(Prediction.MASK)) {
            return Kind.MASK;
        }
        return prediction.extra().containsKey(Prediction.ATTENTION) ? Kind.ATTENTION : Kind.GRAD_CAM;
    }

    private static NDArray mask(Prediction prediction) {
        NDArray mask = prediction.maskProbability();
        return mask == null ? prediction.require(Prediction.MASK, "an explanation by mask") : mask;
    }

    private static List<Heat> heats(NDArray maps, HostBatch host, Kind shown) {
        int side = host.sidePixels();
        NDArray wide = AxisMap.bilinear(maps, side, side, false);
        if (shown != Kind.MASK) {
            NDArray largest = wide.reshape(new Shape(host.size(), -1)).max(new int[] {1}, true);
            // A map of zeros stays one.
            wide = wide.div(largest.maximum(Float.MIN_NORMAL).reshape(host.size(), 1, 1, 1));
        }
        float[] all = wide.toType(DataType.FLOAT32, false).toFloatArray();
        List<Heat> heats = new ArrayList<>();
        for (int i = 0; i < host.size(); i++) {
            heats.add(new Heat(shown, Arrays.copyOfRange(all, i * side * side, (i + 1) * side * side)));
        }
        return heats;
    }
}
