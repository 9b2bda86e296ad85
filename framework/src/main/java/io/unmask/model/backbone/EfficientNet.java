package io.unmask.model.backbone;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import org.jspecify.annotations.Nullable;

/**
 * EfficientNet (Tan and Le 2019) with the parameter names of lukemelas/EfficientNet-PyTorch. Stages: {@code b0}
 * (stem), {@code b1} … {@code b7} (the end of each of its seven groups of blocks), {@code final}. Further taps:
 * {@code block0}, {@code block1}, … after every block.
 */
@JsonTypeName("efficientnet")
@AutoService(Backbone.class)
@Doc("EfficientNet B0 to B7 of EfficientNet-PyTorch.")
public record EfficientNet(
        @Doc("Which of the family: b0 to b7.") @Default("b4")
        Size size,

        @Doc("For which size of map the convolutions pad: tracked, nominal or dynamic.") @Default("tracked")
        Padding padding,

        @Doc("Whose wrapping to follow: lukemelas, or deepfakebench with its unpadded stem and names.")
        @Default("lukemelas")
        Layout layout,

        @Doc("Side in pixels that tracked and nominal padding assume; the size's own when left out (b4: 380).")
        @Nullable
        Integer nominalSide,

        @Doc("Probability of dropout before the last layer; the size's own when left out (b4: 0.4).") @Nullable
        Double dropout,

        @Doc("Probability of leaving out the last block, 0..1; earlier blocks less, in proportion.") @Default("0.2")
        double dropConnect,

        @Doc("Weight of a new batch in the running statistics of BatchNorm, PyTorch's meaning.") @Default("0.01")
        double normMomentum,

        @Doc("Added to the variance in BatchNorm.") @Default("1e-3")
        double normEps,

        @Doc(
                "Weights to start from: a name of the catalogue such as lukemelas/efficientnet-b4, or a file; random when left out.")
        @Nullable
        String weights)
        implements Backbone {
    /** One of the family: factors on the widths and depths of B0, the side it was trained at, its dropout. */
    public enum Size {
        /** The base. */
        B0(1.0, 1.0, 224, 0.2),
        /** 1.1 times as deep. */
        B1(1.0, 1.1, 240, 0.2),
        /** 1.1 times as wide, 1.2 as deep. */
        B2(1.1, 1.2, 260, 0.3),
        /** 1.2 times as wide, 1.4 as deep. */
        B3(1.2, 1.4, 300, 0.3),
        /** 1.4 times as wide, 1.8 as deep. */
        B4(1.4, 1.8, 380, 0.4),
        /** 1.6 times as wide, 2.2 as deep. */
        B5(1.6, 2.2, 456, 0.4),
        /** 1.8 times as wide, 2.6 as deep. */
        B6(1.8, 2.6, 528, 0.5),
        /** 2 times as wide, 3.1 as deep. */
        B7(2.0, 3.1, 600, 0.5);

        private static final int DIVISOR = 8;

        private final double width;
        private final double depth;
        private final int side;
        private final double ownDropout;

        Size(double width, double depth, int side, double ownDropout) {
            this.width = width;
            this.depth = depth;
            this.side = side;
            this.ownDropout = ownDropout;
        }

        /** B0's channels, scaled to a multiple of 8 that is not more than 10 % below. */
        int channels(int base) {
            double scaled = base * width;
            int rounded = Math.max(DIVISOR, (int) (scaled + DIVISOR / 2.0) / DIVISOR * DIVISOR);
            return rounded < 0.9 * scaled ? rounded + DIVISOR : rounded;
        }

        /** B0's blocks of a group, scaled. */
        int repeats(int base) {
            return (int) Math.ceil(depth * base);
        }
    }

    /** What the "same" padding of TensorFlow is taken to refer to; the results differ in numbers, some in size. */
    public enum Padding {
        /** The map at that depth for a nominal picture: EfficientNet-PyTorch 0.7 on, DeepfakeBench, SBI. */
        TRACKED,
        /** The nominal picture at every depth: older copies in M2TR, multiple-attention and PyDeepFakeDet. */
        NOMINAL,
        /** The map as it is: TensorFlow, timm's tf_efficientnet, EfficientNet-PyTorch with image_size=None. */
        DYNAMIC
    }

    /** Whose wrapping to follow. */
    public enum Layout {
        /** lukemelas/EfficientNet-PyTorch and most others. */
        LUKEMELAS,
        /** DeepfakeBench: stem without padding; tensors below "efficientnet", the last layer called "last_layer". */
        DEEPFAKEBENCH
    }

    /** Guards the settings. */
    public EfficientNet {
        if (dropout != null) {
            Check.that(dropout >= 0 && dropout < 1, "dropout", dropout, "must be at least 0 and below 1");
        }
        if (nominalSide != null) {
            Check.that(nominalSide > 0, "nominalSide", nominalSide, "must be above 0");
        }
        Check.that(dropConnect >= 0 && dropConnect < 1, "dropConnect", dropConnect, "must be at least 0 and below 1");
        Check.that(normMomentum > 0 && normMomentum <= 1, "normMomentum", normMomentum, "must be above 0, at most 1");
        Check.that(normEps > 0, "normEps", normEps, "must be above 0");
    }

    /** The side that padding assumes. */
    int assumedSide() {
        return nominalSide == null ? size.side : nominalSide;
    }

    /** The dropout in force. */
    double dropoutInForce() {
        return dropout == null ? size.ownDropout : dropout;
    }

    @Override
    public BackboneNet network(int classes, InputShape input) {
        return new EfficientNetNetwork(this, classes, input.channels());
    }
}
