package io.unmask.model.detector;

import io.unmask.config.BadInputException;
import io.unmask.config.Components;
import io.unmask.config.Family;
import io.unmask.data.Needs;
import io.unmask.model.InputShape;

/** A network from pictures, or clips, to a score of being fake, with its loss. */
@Family("detector")
public interface Detector {
    /** Red, green and blue. */
    int CHANNELS = 3;
    /** Frames of a clip unless a trial says otherwise. */
    int USUAL_FRAMES = 16;

    /**
     * The network, without values.
     *
     * @param sidePixels side of the square pictures it will see
     * @throws io.unmask.config.BadInputException if it cannot take pictures of that side
     */
    DetectorNet build(int sidePixels);

    /** Whether it looks at clips, (N, 3, T, H, W), instead of pictures, (N, 3, H, W). */
    default boolean takesClips() {
        return false;
    }

    /**
     * What it sees at a side: pictures, or clips of the usual length.
     *
     * @param sidePixels side of the square pictures
     */
    default InputShape inputAt(int sidePixels) {
        return takesClips() ? new InputShape(CHANNELS, sidePixels, USUAL_FRAMES) : InputShape.rgb(sidePixels);
    }

    /**
     * The network, without values, for what a trial sees.
     *
     * @param input RGB pictures or clips
     * @throws io.unmask.config.BadInputException if it cannot take them
     */
    default DetectorNet build(InputShape input) {
        if (takesClips() != input.isClip()) {
            String name = Components.nameOf(getClass());
            throw new BadInputException(
                    takesClips()
                            ? name + ": looks at clips; set data.clip, {} for 16 frames"
                            : name + ": looks at single pictures; leave data.clip out, or take a detector of clips:"
                                    + " classifier with r3d_18, i3d or p3d, frame_average, temporal_transformer, sstnet,"
                                    + " two_branch_recurrent");
        }
        return build(input.sidePixels());
    }

    /** What it needs of each training sample beside picture and label. */
    default Needs needs() {
        return Needs.NOTHING;
    }

    /** Whether it reads pictures of numbers, such as samples of sound, instead of pictures to look at. */
    default boolean readsNumbers() {
        return false;
    }

    /** Whether it reads such pictures as second pictures. */
    default boolean readsSecondNumbers() {
        return false;
    }

    /**
     * Whether its predictions say where it looks, by attention maps or by a mask, for an augmentation that follows
     * attention.
     */
    default boolean showsAttention() {
        return locates();
    }

    /** Side of the pictures in its paper, in pixels. */
    default int usualSide() {
        return 256;
    }

    /** Whether its predictions say where a picture is manipulated: those that learn from masks usually do. */
    default boolean locates() {
        return needs().masks();
    }
}
