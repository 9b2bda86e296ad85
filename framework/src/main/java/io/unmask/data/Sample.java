package io.unmask.data;

import io.unmask.media.Image;
import io.unmask.media.PointMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One frame in memory, on its way from the file into a batch; mask and landmarks go wherever the picture goes.
 *
 * @param image three channels, 0..255
 * @param mask where it was manipulated: one channel, as large as the image; null where unknown
 * @param second a second picture of the same, such as depth: three channels, as large as the image; null where there is none
 * @param companion a picture of something else that goes with it, of a size of its own, such as a mel picture of its sound:
 *     three channels, which no change of the image touches; null where there is none
 * @param landmarks points in pixels of the image; null where unknown
 * @param label what it is; a blend made on the way makes a fake of a real
 */
public record Sample(
        Image image,
        @Nullable Image mask,
        @Nullable Image second,
        @Nullable Image companion,
        @Nullable Landmarks landmarks,
        Label label) {
    /** Checks that mask and second picture are as large as the image. */
    public Sample {
        requireSize("mask", mask, image);
        requireSize("second picture", second, image);
    }

    /** A sample with nothing beside it that shows something else. */
    public Sample(
            Image image, @Nullable Image mask, @Nullable Image second, @Nullable Landmarks landmarks, Label label) {
        this(image, mask, second, null, landmarks, label);
    }

    /** A sample with no second picture. */
    public Sample(Image image, @Nullable Image mask, @Nullable Landmarks landmarks, Label label) {
        this(image, mask, null, null, landmarks, label);
    }

    private static void requireSize(String what, @Nullable Image other, Image image) {
        if (other != null && (other.width() != image.width() || other.height() != image.height())) {
            throw new IllegalArgumentException("the " + what + " is " + other.width() + "x" + other.height()
                    + ", the image " + image.width() + "x" + image.height());
        }
    }

    /** A change of colours alone. */
    public Sample withImage(Image changed) {
        return new Sample(changed, mask, second, companion, landmarks, label);
    }

    /** The same with a picture of something else that goes with it. */
    public Sample withCompanion(Image other) {
        return new Sample(image, mask, second, other, landmarks, label);
    }

    /** Other names for the points. */
    public Sample withLandmarks(Landmarks points) {
        return new Sample(image, mask, second, companion, points, label);
    }

    /**
     * A change of places: image and second picture, mask, and landmarks moved alike.
     *
     * @param pictures how a picture moves
     * @param masks how a mask moves, which may not be smoothed
     * @param map where each point goes
     */
    public Sample moved(UnaryOperator<Image> pictures, UnaryOperator<Image> masks, PointMap map) {
        return new Sample(
                pictures.apply(image),
                mask == null ? null : masks.apply(mask),
                second == null ? null : pictures.apply(second),
                companion,
                landmarks == null ? null : landmarks.moved(map),
                label);
    }
}
