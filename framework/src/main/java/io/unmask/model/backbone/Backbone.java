package io.unmask.model.backbone;

import io.unmask.config.BadInputException;
import io.unmask.config.Components;
import io.unmask.config.Family;
import io.unmask.model.InputShape;
import org.jspecify.annotations.Nullable;

/** A feature extractor with a classification head, as its paper or official code defines it. */
@Family("backbone")
public interface Backbone {
    /** Weights that training starts from: a name of the catalogue or a file; null to start at random. */
    @Nullable
    String weights();

    /** Whether it looks at clips, (N, C, T, H, W), instead of pictures, (N, C, H, W). */
    default boolean takesClips() {
        return false;
    }

    /** Whether it reads pictures of numbers, such as samples of sound, instead of pictures to look at. */
    default boolean readsNumbers() {
        return false;
    }

    /**
     * The network, without values and without knowing where they come from: what a backbone implements. Others
     * call {@link #build}.
     *
     * @param classes outputs of the head; 2 for real and fake
     * @param input what it will see: clips if {@link #takesClips}, else pictures
     */
    BackboneNet network(int classes, InputShape input);

    /**
     * The network, without values; it knows which weights it starts from.
     *
     * @param classes outputs of the head; 2 for real and fake
     * @param input what it will see
     * @throws BadInputException if it takes clips and is asked for pictures, or the other way round
     */
    default BackboneNet build(int classes, InputShape input) {
        if (takesClips() != input.isClip()) {
            String name = Components.nameOf(getClass());
            throw new BadInputException(
                    takesClips()
                            ? "backbone " + name
                                    + ": looks at clips, (N, C, T, H, W), and is asked to look at pictures;"
                                    + " it stands in classifier alone"
                            : "backbone " + name + ": looks at pictures and is asked to look at clips;"
                                    + " frame_average, temporal_transformer and the like run it on every frame");
        }
        BackboneNet net = network(classes, input);
        net.startFrom(weights());
        return net;
    }
}
