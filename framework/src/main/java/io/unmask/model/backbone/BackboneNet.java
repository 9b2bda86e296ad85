package io.unmask.model.backbone;

import ai.djl.ndarray.NDArray;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Pass;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A backbone as a chain of named stages and a head. Another network can stop after any stage, read or
 * replace the features there, and go on: that is how streams are fused.
 */
public abstract class BackboneNet extends Layer {
    /**
     * One step of the chain.
     *
     * @param tap the name of the place after this stage
     * @param channels of the features there
     * @param forward features before it to features after it
     */
    public record Stage(String tap, int channels, BiFunction<NDArray, Pass, NDArray> forward) {
        /** Runs the stage and reports its tap. */
        public NDArray run(NDArray x, Pass pass) {
            return pass.tap(tap, forward.apply(x, pass));
        }
    }

    /** The stages in order; the last one ends with the features that the head reads. */
    public abstract List<Stage> stages();

    /**
     * Features to class scores.
     *
     * @param features what the last stage returned
     * @return (N, classes), logits unless the official network returns something else and a setting asks for it
     */
    public abstract NDArray head(NDArray features, Pass pass);

    /** Runs all stages: (N, 3, H, W) to features. */
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
