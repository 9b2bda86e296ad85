package io.unmask.model.backbone;

import ai.djl.ndarray.NDArray;
import io.unmask.model.nn.Arithmetic;
import io.unmask.model.nn.Cast;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.Recompute;
import io.unmask.model.nn.StartsFrom;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A backbone as a chain of named stages and a head. Another network can stop after any stage, read or
 * replace the features there, and go on: that is how streams are fused.
 */
public abstract class BackboneNet extends Layer implements StartsFrom {
    /**
     * One step of the chain.
     *
     * @param tap the name of the place after this stage
     * @param channels of the features there
     * @param forward features before it to features after it
     */
    public record Stage(String tap, int channels, BiFunction<NDArray, Pass, NDArray> forward) {
        /** Runs the stage and reports its tap. Half precision stays inside: the features are float32. */
        public NDArray run(NDArray x, Pass pass) {
            return pass.tap(tap, Recompute.stage(x, pass, (y, again) -> Cast.outOfHalf(forward.apply(y, again))));
        }
    }

    private @Nullable String startsFrom;
    private @Nullable String scores;
    private @Nullable Net scoresLayer;

    /** Says where its values start; null for at random. */
    final void startFrom(@Nullable String weights) {
        startsFrom = weights;
    }

    @Override
    public final @Nullable String startsFrom() {
        return startsFrom;
    }

    /**
     * Registers the last layer, as {@link #child} does, and remembers it: weights that were trained for another
     * number of classes are loaded without it. Returns the layer.
     */
    protected final <N extends Net> N scores(String name, N layer) {
        scores = name;
        scoresLayer = layer;
        return child(name, layer);
    }

    /** The name of the last layer, whose size is the number of classes; null if it registered none as such. */
    @Override
    public final @Nullable String scoresName() {
        return scores;
    }

    /** Between its convolutions a backbone is used to half precision; its scores are for the losses. */
    @Override
    protected Arithmetic arithmeticOf(Net child, Arithmetic how) {
        return how == Arithmetic.HALF && child != scoresLayer ? Arithmetic.HALF_INSIDE : how;
    }

    /** The stages in order; the last one ends with the features that the head reads. */
    public abstract List<Stage> stages();

    /** Channels of the features that the head reads. */
    public final int lastChannels() {
        List<Stage> all = stages();
        return all.get(all.size() - 1).channels();
    }

    /**
     * Features to class scores.
     *
     * @param features what the last stage returned
     * @return (N, classes), logits unless the official network returns something else and a setting asks for it
     */
    public abstract NDArray head(NDArray features, Pass pass);

    /**
     * The features as the head pools them: after the activation that some networks have between the two.
     *
     * @param features what the last stage returned
     */
    public NDArray activated(NDArray features) {
        return features;
    }

    /** Runs all stages: (N, 3, H, W), or (N, 3, T, H, W) where it takes clips, to features. */
    public final NDArray features(NDArray images, Pass pass) {
        NDArray x = images;
        for (Stage stage : stages()) {
            x = stage.run(x, pass);
        }
        return x;
    }

    @Override
    public NDArray forward(NDArray images, Pass pass) {
        return head(features(images, pass), pass);
    }
}
