package io.unmask.model.m2tr;

import ai.djl.ndarray.NDArray;
import io.unmask.config.BadInputException;
import io.unmask.model.frequency.FrequencyBlock;
import io.unmask.model.fusion.Fusion;
import io.unmask.model.fusion.FusionNet;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Pass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stage of M2TR, (N, C, H, W) to the same shape: the transformer, then the frequency filter of its result, then the
 * fusion of both. A part that is left out has no tensors; without the filter there is nothing to fuse. Tensors
 * {@code 0.t}, {@code 1} and {@code 2}; taps {@code NAME.attn}, {@code NAME.freq} and {@code NAME.cma}.
 */
public final class Stage extends Net {
    private final String name;
    private final @Nullable MultiScaleTransformer transformer;
    private final @Nullable FrequencyBlock frequency;
    private final @Nullable FusionNet fusion;

    /**
     * Describes the stage.
     *
     * @param name of its taps
     * @param channels C
     * @param side H and W
     * @param patches the patch of each head of the transformer; none for no transformer
     * @param fusion how the map and its filtered copy are joined; null for no frequency filter
     */
    public Stage(String name, int channels, int side, List<Patch> patches, @Nullable Fusion fusion) {
        this.name = name;
        transformer = patches.isEmpty() ? null : child("0.t", new MultiScaleTransformer(channels, patches));
        frequency = fusion == null ? null : child("1", new FrequencyBlock(channels, side, side));
        this.fusion = fusion == null ? null : child("2", fusion.build(channels, channels));
        if (this.fusion != null && this.fusion.firstChannels() != channels) {
            throw new BadInputException("detector m2tr: fusion: must keep the " + channels
                    + " channels of the map, but gives " + this.fusion.firstChannels() + "; take another fusion");
        }
    }

    /** Runs the stage. */
    public NDArray forward(NDArray x, Pass pass) {
        NDArray map = transformer == null ? x : pass.tap(name + ".attn", transformer.forward(x, pass));
        if (frequency == null || fusion == null) {
            return map;
        }
        NDArray filtered = pass.tap(name + ".freq", frequency.forward(map, pass));
        return pass.tap(name + ".cma", changed(fusion.forward(map, filtered, pass), map));
    }

    /** The map itself, unless the fusion is one that changes the filtered copy alone. */
    @SuppressWarnings("ReferenceEquality") // An array that a fusion leaves as it is is given back, not copied.
    private static NDArray changed(FusionNet.Pair joined, NDArray map) {
        return joined.first() == map ? joined.second() : joined.first();
    }
}
