package io.unmask.data.face;

import io.unmask.config.Family;

/** A way to find faces. */
@Family("face detector")
public interface FaceDetector {
    /**
     * Loads what it needs. One finder serves one thread.
     *
     * @throws io.unmask.config.BadInputException if a model or table is missing or broken; says where it is published
     */
    FaceFinder open();

    /** Changes whenever the faces that it finds may change: its settings and the hash of its model. Part of a cache's key. */
    String fingerprint();
}
