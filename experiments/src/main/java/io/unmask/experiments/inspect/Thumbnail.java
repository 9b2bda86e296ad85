package io.unmask.experiments.inspect;

import io.unmask.media.Image;
import io.unmask.media.Interpolation;
import io.unmask.media.Resampling;

/** A picture small enough to be kept for a sheet. */
final class Thumbnail {
    private static final int LONGEST = 160;

    private Thumbnail() {}

    static Image of(Image image) {
        return small(image, Interpolation.AREA);
    }

    static Image mask(Image mask) {
        return small(mask, Interpolation.NEAREST);
    }

    private static Image small(Image image, Interpolation how) {
        int longest = Math.max(image.width(), image.height());
        if (longest <= LONGEST) {
            return image;
        }
        int width = Math.max(1, image.width() * LONGEST / longest);
        int height = Math.max(1, image.height() * LONGEST / longest);
        return Resampling.resize(image, width, height, how);
    }
}
