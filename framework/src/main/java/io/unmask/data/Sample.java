package io.unmask.data;

import io.unmask.media.Affine;
import io.unmask.media.Image;
import org.jspecify.annotations.Nullable;

/**
 * One frame in memory, on its way from the file into a batch; mask and landmarks go wherever the picture goes.
 *
 * @param image three channels, 0..255
 * @param mask where it was manipulated: one channel, as large as the image; null where unknown
 * @param landmarks points in pixels of the image; null where unknown
 * @param label what it is; a blend made on the way makes a fake of a real
 */
public record Sample(
        Image image, @Nullable Image mask, @Nullable Landmarks landmarks, Label label) {
    /** Checks that the mask is as large as the image. */
    public Sample {
        if (mask != null && (mask.width() != image.width() || mask.height() != image.height())) {
            throw new IllegalArgumentException("the mask is " + mask.width() + "x" + mask.height() + ", the image "
                    + image.width() + "x" + image.height());
        }
    }

    /** A change of colours alone. */
    public Sample withImage(Image changed) {
        return new Sample(changed, mask, landmarks, label);
    }

    /** A change of places: picture and mask as given, every landmark moved by the same map. */
    public Sample moved(Image changed, @Nullable Image changedMask, Affine map) {
        return new Sample(changed, changedMask, landmarks == null ? null : moved(landmarks, map), label);
    }

    private static Landmarks moved(Landmarks points, Affine map) {
        float[] xy = new float[2 * points.size()];
        for (int i = 0; i < points.size(); i++) {
            xy[2 * i] = (float) map.x(points.x(i), points.y(i));
            xy[2 * i + 1] = (float) map.y(points.x(i), points.y(i));
        }
        return new Landmarks(xy);
    }
}
