package io.unmask.model.backbone;

import io.unmask.config.Family;
import io.unmask.model.InputShape;

/** A feature extractor with a classification head, as its paper or official code defines it. */
@Family("backbone")
public interface Backbone {
    /**
     * The network, without values.
     *
     * @param classes outputs of the head; 2 for real and fake
     * @param input the pictures it will see
     */
    BackboneNet build(int classes, InputShape input);
}
