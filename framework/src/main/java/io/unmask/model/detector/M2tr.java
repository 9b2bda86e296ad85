package io.unmask.model.detector;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Needs;
import io.unmask.model.backbone.Backbone;
import io.unmask.model.fusion.Fusion;
import io.unmask.model.loss.Loss;
import java.util.List;

/**
 * M2TR (Wang et al., ICMR 2022): a backbone is cut at a shallow map; several stages of a multi-scale transformer, a
 * learnt filter of the map's spectrum and a fusion of the two refine that map, (N, C, h, w) to the same shape; the rest
 * of the backbone and a linear layer classify. Tensors carry the names of the official code, wangjk666/PyDeepFakeDet,
 * {@code models/m2tr.py}; the defaults are those of its configuration {@code configs/m2tr.yaml}.
 */
@JsonTypeName("m2tr")
@AutoService(Detector.class)
@Doc("M2TR: multi-scale transformer and learnt frequency filter on a shallow map of a backbone.")
public record M2tr(
        @Doc("The network that is cut in two.") @Default("{efficientnet: {padding: nominal}}")
        Backbone backbone,

        @Doc("The tap of the backbone at which it is cut.") @Default("b2")
        String tap,

        @Doc("How many pixels of the picture one of the map there is wide.") @Default("4")
        int tapStride,

        @Doc("Stages of transformer, frequency filter and fusion; 0 leaves the backbone alone.") @Default("4")
        int depth,

        @Doc("Whether stages have a transformer.") @Default("true")
        boolean transformer,

        @Doc("For each head of the transformer how many patches lie side by side in the map; channels are shared out.")
        @Default("[1, 2, 4, 8]")
        List<Integer> scales,

        @Doc("Whether stages have a frequency filter, and so something to fuse.") @Default("true")
        boolean frequency,

        @Doc("How the map, first, and its filtered copy, second, are fused; the first that it changes goes on.")
        @Default("cmf")
        Fusion fusion,

        @Doc("Whether a mask is predicted from the last stage, and of which size.") @Default("none")
        Decoder decoder,

        @Doc("Probability of dropout before the last layer.") @Default("0.5")
        double dropout,

        @Doc("What training minimises for the classes; the paper's is binary cross entropy.") @Default("focal")
        Loss loss,

        @Doc("Weight of the binary cross entropy of each pixel of the mask, with a decoder; 1 in the paper.")
        @Default("1")
        double segmentationWeight,

        @Doc("Weight of the distance to the mean of the batch's real features, near for real and far for fake; 0.001 in"
                + " the paper, 0 in the code.")
        @Default("0")
        double contrastiveWeight,

        @Doc("What evaluation takes for the probability of being fake.") @Default("softmax_logits")
        ScoreMode scoreMode)
        implements Detector {
    /** Whether a mask is predicted. */
    public enum Decoder {
        /** None, as in the official configuration. */
        NONE,
        /** Four times as wide as the map at the tap: the side of the picture. */
        FULL_SIZE,
        /** Four pixels less, since the first convolution of the official layers has no padding. */
        OFFICIAL
    }

    /** What evaluation takes for the probability of being fake. */
    public enum ScoreMode {
        /** Softmax of the logits. */
        SOFTMAX_LOGITS,
        /** Softmax of their sigmoids, as the official evaluation computes it; other AUCs, the same accuracy. */
        OFFICIAL_EVAL
    }

    /** Guards the settings. */
    public M2tr {
        scales = List.copyOf(scales);
        Check.that(!tap.isBlank(), "tap", tap, "must name a tap of the backbone");
        Check.that(tapStride > 0, "tapStride", tapStride, "must be above 0");
        Check.that(depth >= 0, "depth", depth, "must not be negative");
        Check.that(
                transformer || frequency,
                "frequency",
                frequency,
                "must be true where transformer is false; depth: 0 leaves the backbone alone");
        Check.that(
                !scales.isEmpty() && scales.stream().allMatch(scale -> scale > 0),
                "scales",
                scales,
                "must be whole numbers above 0, one a head");
        Check.that(dropout >= 0 && dropout < 1, "dropout", dropout, "must be at least 0 and below 1");
        Check.that(isWeight(segmentationWeight), "segmentationWeight", segmentationWeight, "must be 0 or above");
        Check.that(isWeight(contrastiveWeight), "contrastiveWeight", contrastiveWeight, "must be 0 or above");
    }

    private static boolean isWeight(double weight) {
        return weight >= 0 && weight < Double.POSITIVE_INFINITY;
    }

    @Override
    public DetectorNet build(int sidePixels) {
        return new M2trNetwork(this, sidePixels);
    }

    /** Whether training uses masks. */
    boolean trainsMasks() {
        return decoder != Decoder.NONE && segmentationWeight > 0;
    }

    @Override
    public int usualSide() {
        return 320;
    }

    @Override
    public Needs needs() {
        return trainsMasks() ? new Needs(true, null, false) : Needs.NOTHING;
    }
}
