package io.unmask.model.backbone;

import io.unmask.config.Family;

/** A feature extractor with a classification head, as its paper or official code defines it. */
@Family("backbone")
public interface Backbone {
    /**
     * The network, without values.
     *
     * @param classes outputs of the head; 2 for real and fake
     * @param sidePixels side of the square pictures it will see; only networks that flatten their features depend on it
     */
    BackboneNet build(int classes, int sidePixels);
}
