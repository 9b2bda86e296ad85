package io.unmask.model.detector;

import ai.djl.ndarray.NDArray;
import io.unmask.model.InputShape;
import io.unmask.model.backbone.Backbone;
import io.unmask.model.backbone.BackboneNet;
import io.unmask.model.nn.Frames;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Pass;
import java.util.List;

/**
 * A vector for each frame of a clip, by a backbone of pictures: the mean over places of what its head would read, (N, 3, T,
 * H, W) to (N, T, D). The backbone's own last layer stays unused. Tensors {@code backbone.*}.
 */
final class FrameFeatures extends Layer {
    private static final int CLASSES = 2;

    private final BackboneNet backbone;

    FrameFeatures(Backbone backbone, InputShape clips) {
        this(backbone.build(CLASSES, new InputShape(clips.channels(), clips.sidePixels())));
    }

    FrameFeatures(BackboneNet backbone) {
        this.backbone = child("backbone", backbone);
    }

    /** D. */
    int length() {
        List<BackboneNet.Stage> stages = backbone.stages();
        return stages.get(stages.size() - 1).channels();
    }

    @Override
    public NDArray forward(NDArray clips, Pass pass) {
        return ofFrames(Frames.apart(clips), clips.getShape().get(2), pass);
    }

    /** The same of frames that stand apart: (N · T, C, H, W) to (N, T, D). */
    NDArray ofFrames(NDArray pictures, long frames, Pass pass) {
        NDArray maps = backbone.activated(backbone.features(pictures, pass));
        return PooledHead.pooled(maps).reshape(-1, frames, length());
    }
}
