package io.unmask.model.backbone;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pseudo-3D ResNet (Qiu et al. 2017) in the layout of qijiezhao/pseudo-3d-pytorch ({@code p3d_model.py}): bottlenecks
 * whose 3×3×3 kernel is one over the picture and one over time. Clips (N, C, T, H, W) with the statistics of ImageNet.
 */
@JsonTypeName("p3d")
@AutoService(Backbone.class)
@Doc("Pseudo-3D ResNet for clips, in the layout of pseudo-3d-pytorch: 24.9, 45.6 or 65.7 million parameters with two"
        + " classes for a depth of 63, 131 or 199.")
public record P3d(
        @Doc("Layers: 63, 131 or 199.") @Default("199") int depth,

        @Doc(
                "Kinds of bottlenecks, which take turns through the whole network: a, time after space; b, both side by side;"
                        + " c, time after space, and space once more.")
        @Default("[a, b, c]")
        List<Block> blocks,

        @Doc(
                "Sizes that it takes. adaptive, our default: any; the last map is averaged, and scores over what is left of"
                        + " time. official: 16 to 31 frames of 129 to 160 pixels, since the program mixes up time and channels"
                        + " at other sizes.")
        @Default("adaptive")
        Sizes sizes,

        @Doc("Probability of dropout before the last layer, 0..1.") @Default("0.5")
        double dropout,

        @Doc("Weights to start from: a file such as pseudo-3d-pytorch's p3d_rgb_199; random when left out.") @Nullable
        String weights)
        implements Backbone {
    /** How space (S) and time (T) follow each other in a bottleneck. */
    public enum Block {
        /** T(S(x)). */
        A,
        /** S(x) + T(x). */
        B,
        /** S(x) + T(S(x)). */
        C
    }

    /** Sizes that are taken. */
    public enum Sizes {
        /** All. */
        ADAPTIVE,
        /** Those at which the official program does what it is meant to. */
        OFFICIAL
    }

    /** Guards the settings. */
    public P3d {
        blocks = List.copyOf(blocks);
        Check.that(depth == 63 || depth == 131 || depth == 199, "depth", depth, "must be 63, 131 or 199");
        Check.that(!blocks.isEmpty(), "blocks", "empty", "must hold at least one of a, b and c");
        Check.that(dropout >= 0 && dropout < 1, "dropout", dropout, "must be at least 0 and below 1");
    }

    @Override
    public boolean takesClips() {
        return true;
    }

    @Override
    public BackboneNet network(int classes, InputShape input) {
        return new P3dNetwork(this, classes, input.channels());
    }

    /** Bottlenecks of each of the four levels. */
    List<Integer> depths() {
        return switch (depth) {
            case 63 -> List.of(3, 4, 6, 3);
            case 131 -> List.of(3, 4, 23, 3);
            default -> List.of(3, 8, 36, 3);
        };
    }
}
