package io.unmask.model.backbone;

import io.unmask.config.Family;
import io.unmask.model.InputShape;
import org.jspecify.annotations.Nullable;

/** A feature extractor with a classification head, as its paper or official code defines it. */
@Family("backbone")
public interface Backbone {
    /** Weights that training starts from: a name of the catalogue or a file; null to start at random. */
    @Nullable
    String weights();

    /**
     * The network, without values and without knowing where they come from: what a backbone implements. Others
     * call {@link #build}.
     *
     * @param classes outputs of the head; 2 for real and fake
     * @param input the pictures it will see
     */
    BackboneNet network(int classes, InputShape input);

    /**
     * The network, without values; it knows which weights it starts from.
     *
     * @param classes outputs of the head; 2 for real and fake
     * @param input the pictures it will see
     */
    default BackboneNet build(int classes, InputShape input) {
        BackboneNet net = network(classes, input);
        net.startFrom(weights());
        return net;
    }
}
