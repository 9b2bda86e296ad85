package io.unmask.model.detector;

import ai.djl.ndarray.NDArray;
import io.unmask.config.BadInputException;
import io.unmask.config.Components;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.backbone.Backbone;
import io.unmask.model.backbone.BackboneNet;
import io.unmask.model.nn.Frames;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.StartsFrom;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A vector for each frame of a clip, (N, 3, T, H, W) to (N, T, D): of a backbone the mean over places of what its head would
 * read, tensors {@code backbone.*}; of a detector of pictures what its last layer reads, tensors {@code detector.*}. The last
 * layer itself stays unused.
 */
final class FrameFeatures extends Layer {
    private static final int CLASSES = 2;

    private final int length;
    private final BiFunction<NDArray, Pass, NDArray> vectors;

    private FrameFeatures(int length, BiFunction<NDArray, Pass, NDArray> vectors) {
        this.length = length;
        this.vectors = vectors;
    }

    static FrameFeatures of(Backbone backbone, InputShape clips) {
        return of(backbone.build(CLASSES, pictures(clips)));
    }

    static FrameFeatures of(BackboneNet backbone) {
        var seen = new FrameFeatures(
                backbone.lastChannels(),
                (pictures, pass) -> PooledHead.pooled(backbone.activated(backbone.features(pictures, pass))));
        seen.child("backbone", backbone);
        return seen;
    }

    /**
     * Of a detector.
     *
     * @param weights what the whole detector starts from; null for the weights of its backbones, or random ones
     * @throws BadInputException if the detector looks at clips or second pictures, or tells no features
     */
    static FrameFeatures of(Detector detector, @Nullable String weights, InputShape clips) {
        String name = Components.nameOf(detector.getClass());
        if (detector.needs().second()) {
            throw new BadInputException("detector " + name
                    + ": reads second pictures, which frames of clips do not have; take a detector of single pictures");
        }
        DetectorNet net = detector.build(pictures(clips));
        if (net.featureLength() == DetectorNet.NO_FEATURES) {
            throw new BadInputException(
                    "detector " + name + ": tells no features of a picture to learn from over time");
        }
        var seen = new FrameFeatures(
                net.featureLength(),
                (pictures, pass) ->
                        net.forward(new Inputs(pictures), pass).require(Prediction.FEATURES, "features of frames"));
        seen.child("detector", new Whole(net, weights));
        return seen;
    }

    private static InputShape pictures(InputShape clips) {
        return new InputShape(clips.channels(), clips.sidePixels());
    }

    /** A detector that starts from a file of its own. */
    private static final class Whole extends Net implements StartsFrom {
        private final @Nullable String weights;

        Whole(DetectorNet net, @Nullable String weights) {
            inline(net);
            this.weights = weights;
        }

        @Override
        public @Nullable String startsFrom() {
            return weights;
        }
    }

    /** D. */
    int length() {
        return length;
    }

    @Override
    public NDArray forward(NDArray clips, Pass pass) {
        return ofFrames(Frames.apart(clips), clips.getShape().get(2), pass);
    }

    /** The same of frames that stand apart: (N · T, C, H, W) to (N, T, D). */
    NDArray ofFrames(NDArray pictures, long frames, Pass pass) {
        return vectors.apply(pictures, pass).reshape(-1, frames, length);
    }
}
