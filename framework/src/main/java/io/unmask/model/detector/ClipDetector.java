package io.unmask.model.detector;

import io.unmask.model.InputShape;

/** A detector that looks at clips, (N, 3, T, H, W). */
interface ClipDetector extends Detector {
    /** The network, without values, for clips. */
    DetectorNet ofClips(InputShape clips);

    @Override
    default boolean takesClips() {
        return true;
    }

    @Override
    default DetectorNet build(int sidePixels) {
        return ofClips(inputAt(sidePixels));
    }

    @Override
    default DetectorNet build(InputShape input) {
        return input.isClip() ? ofClips(input) : Detector.super.build(input);
    }
}
