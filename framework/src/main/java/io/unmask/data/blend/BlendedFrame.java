package io.unmask.data.blend;

import io.unmask.config.BadInputException;
import io.unmask.data.Landmarks;
import io.unmask.data.MadePixels;
import io.unmask.data.Pixels;
import io.unmask.media.Image;
import io.unmask.random.Seeds;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * One real frame, the fake blended from it, and the mask of the blend. Nothing is kept: each is made again
 * whenever it is read, always the same, on whichever thread.
 *
 * @param blend how fakes are made
 * @param given the real frame as its source gives it
 * @param landmarks points of the face in it
 * @param seeds streams of this frame
 * @param targetChanged whether the change of colours is done to the surroundings instead of the face
 */
public record BlendedFrame(SelfBlend blend, Pixels given, Landmarks landmarks, Seeds seeds, boolean targetChanged) {
    /** The real partner: the frame as given, or changed where the surroundings of the fake are. */
    public Pixels real() {
        return targetChanged ? made("real partner", this::changedTarget) : given;
    }

    /** The fake. */
    public Pixels fake() {
        return made("self-blended", this::blended);
    }

    /** Weights of the blend, 0 (untouched) to 255. */
    public Pixels mask() {
        return made("mask", () -> {
            Image image = given.read();
            return maskOf(image).weights().toImage();
        });
    }

    private Image changedTarget() {
        return blend.changed(given.read(), seeds);
    }

    private Image blended() {
        Image image = given.read();
        Image changed = blend.changed(image, seeds);
        SelfBlend.Mask mask = maskOf(image);
        return targetChanged ? SelfBlend.blend(image, changed, mask) : SelfBlend.blend(changed, image, mask);
    }

    /** The mask of a face in a picture, which must leave something to blend. */
    static SelfBlend.Mask maskOf(Pixels given, Image image, Landmarks landmarks, SelfBlend blend, Seeds seeds) {
        SelfBlend.Mask mask = blend.mask(landmarks, image.width(), image.height(), seeds);
        if (mask.isEmpty()) {
            throw new BadInputException(given.describe() + ": the landmarks leave nothing to blend: their hull lies"
                    + " outside the picture of " + image.width() + "x" + image.height() + " pixels or is too thin");
        }
        return mask;
    }

    private SelfBlend.Mask maskOf(Image image) {
        return maskOf(given, image, landmarks, blend, seeds);
    }

    private Pixels made(String what, Supplier<Image> maker) {
        String fingerprint = String.join(
                " ",
                given.fingerprint(),
                what,
                blend.toString(),
                seeds.toString(),
                Integer.toHexString(Arrays.hashCode(landmarks.xy())),
                targetChanged ? "target" : "source");
        return new MadePixels(given.describe() + " (" + what + ")", fingerprint, maker);
    }
}
