package io.unmask.model.detector;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.FaceRegion;
import io.unmask.data.Needs;
import io.unmask.model.loss.Loss;
import org.jspecify.annotations.Nullable;

/**
 * Locate and Verify (Shuai et al., ACM MM 2023), after sccsok/Locate-and-Verify {@code model/LVNet.py}: an Xception on
 * the picture and one on its noise, joined where they agree (CMCE), the first guiding the second (LFGA); one branch
 * says where the picture was manipulated, from patches of all scales (MPFF), one whether it was. Pictures are expected
 * in −1..1 (mean and deviation 0.5). Tensors have the official names. Every part can be switched off, for ablations.
 */
@JsonTypeName("locate_and_verify")
@AutoService(Detector.class)
@Doc("Locate and Verify: Xceptions on the picture and on its noise, with a branch that says where it is manipulated.")
public record LocateAndVerify(
        @Doc("What is looked at: both, rgb or srm (noise). With one stream CMCE and LFGA have nothing to join.")
        @Default("both")
        Streams streams,

        @Doc("How the first three levels of both streams add each other: none, official, symmetric (each adds the other"
                + " as it came in), or convolutions (with the layers that the official code has and leaves out).")
        @Default("official")
        Agreement cmce,

        @Doc("Whether the picture guides attention on the noise at the last three levels.") @Default("true")
        boolean lfga,

        @Doc("Whether the localisation branch sees patches of all levels, or the last one alone.") @Default("true")
        boolean mpff,

        @Doc("How the levels of the noise and its last features become one: bilinear_tanh, or concat.")
        @Default("bilinear_tanh")
        Joining fusion,

        @Doc("What the localisation branch learns from: mask, sspsl (a region of the face and no masks), or none, which"
                + " leaves the branch out.")
        @Default("mask")
        Supervision supervision,

        @Doc("The part of a face that sspsl takes for manipulated in fakes.") @Default("mouth")
        FaceRegion region,

        @Doc("Epochs in which sspsl also learns that real pictures are genuine everywhere.") @Default("2")
        int realMaskEpochs,

        @Doc("Divide masks into patches without a rest; the official code leaves out a border at the bottom and right.")
        @Default("false")
        boolean ceilPad,

        @Doc(
                "Run the last blocks of the picture's Xception while training, as the official code does: nothing reads the"
                        + " result, only their running statistics move.")
        @Default("false")
        boolean unusedExit,

        @Doc("Probability of dropout in the fusion and before the last layer.") @Default("0.5")
        double dropout,

        @Doc(
                "Weights that each Xception starts from: a name of the catalogue such as cadene/xception, or a file; random"
                        + " when left out.")
        @Nullable
        String weights,

        @Doc("What training minimises beside the loss of the localisation branch.") @Default("cross_entropy")
        Loss loss)
        implements Detector {
    private static final int USUAL_SIDE = 299;

    /** What is looked at. */
    public enum Streams {
        /** The picture and its noise. */
        BOTH,
        /** The picture. */
        RGB,
        /** Its noise residuals. */
        SRM;

        boolean has(Streams stream) {
            return this == BOTH || this == stream;
        }
    }

    /** How streams add each other, see {@link io.unmask.model.fusion.Cmce}. */
    public enum Agreement {
        /** Not at all. */
        NONE,
        /** The second adds the first as already changed. */
        OFFICIAL,
        /** Both add what came in. */
        SYMMETRIC,
        /** With convolutions. */
        CONVOLUTIONS
    }

    /** How the classifier's two inputs become one. */
    public enum Joining {
        /** {@link io.unmask.model.fusion.BilinearTanh}. */
        BILINEAR_TANH,
        /** Side by side. */
        CONCAT
    }

    /** What the localisation branch learns from. */
    public enum Supervision {
        /** It does not exist. */
        NONE,
        /** Masks. */
        MASK,
        /** Semi-supervised patch similarity learning, see {@link io.unmask.model.loss.PatchSimilarity}. */
        SSPSL
    }

    /** Guards the settings. */
    public LocateAndVerify {
        Check.that(realMaskEpochs >= 0, "realMaskEpochs", realMaskEpochs, "must be 0 or above");
        Check.that(dropout >= 0 && dropout < 1, "dropout", dropout, "must be at least 0 and below 1");
    }

    @Override
    public DetectorNet build(int sidePixels) {
        return new LocateAndVerifyNet(this, sidePixels);
    }

    @Override
    public Needs needs() {
        return new Needs(supervision == Supervision.MASK, supervision == Supervision.SSPSL ? region : null, false);
    }

    @Override
    public boolean locates() {
        return supervision != Supervision.NONE;
    }

    @Override
    public int usualSide() {
        return USUAL_SIDE;
    }
}
