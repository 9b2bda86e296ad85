package io.unmask.model.detector;

import io.unmask.config.Family;

/** A network from pictures to a score of being fake, with its loss. */
@Family("detector")
public interface Detector {
    /**
     * The network, without values.
     *
     * @param sidePixels side of the square pictures it will see
     */
    DetectorNet build(int sidePixels);
}
