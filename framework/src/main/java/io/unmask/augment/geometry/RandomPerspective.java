package io.unmask.augment.geometry;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.RandomChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Sample;
import io.unmask.media.Interpolation;
import io.unmask.media.Projective;
import io.unmask.random.RandomStream;

/**
 * Moves each corner inwards by up to half of a part of the sides: torchvision's RandomPerspective on Pillow pictures. As
 * there, the corners of the map are those of the first and last pixel's upper left edges.
 *
 * @param distortion how far corners move
 * @param interpolation nearest or linear
 * @param fill level of what lies outside
 * @param probability how often
 */
@JsonTypeName("perspective")
@AutoService(Augmentation.class)
@Doc("Moves the corners inwards at random, as seen from elsewhere.")
public record RandomPerspective(
        @Doc("How far corners move, as a part of half the sides.") @Default("0.5")
        double distortion,

        @Doc("How values between pixels are found: nearest or linear; masks take the nearest.") @Default("linear")
        Interpolation interpolation,

        @Doc("The level of what comes in from outside where it is black, 0 to 255.") @Default("0")
        int fill,

        @Doc("How often.") @Default("0.5") double probability)
        implements RandomChange {
    /** Checks the settings. */
    public RandomPerspective {
        Check.that(distortion >= 0 && distortion <= 1, "distortion", distortion, "must be from 0 to 1");
        Check.that(
                interpolation == Interpolation.NEAREST || interpolation == Interpolation.LINEAR,
                "interpolation",
                interpolation,
                "must be nearest or linear");
        Check.that(fill >= 0 && fill <= 255, "fill", fill, "must be from 0 to 255");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Sample changed(Sample sample, RandomStream random) {
        int width = sample.image().width();
        int height = sample.image().height();
        int dx = (int) (distortion * Math.floorDiv(width, 2));
        int dy = (int) (distortion * Math.floorDiv(height, 2));
        double[] from = {0, 0, width - 1, 0, width - 1, height - 1, 0, height - 1};
        double[] to = {
            random.integer(0, dx),
            random.integer(0, dy),
            width - 1 - random.integer(0, dx),
            random.integer(0, dy),
            width - 1 - random.integer(0, dx),
            height - 1 - random.integer(0, dy),
            random.integer(0, dx),
            height - 1 - random.integer(0, dy)
        };
        for (int i = 0; i < to.length; i++) {
            from[i] -= HALF;
            to[i] -= HALF;
        }
        Places places = new Places(Projective.between(from, to), Projective.between(to, from), width, height);
        return places.warp(sample, interpolation, fill);
    }

    /** From an upper left edge to the middle of a pixel. */
    private static final double HALF = 0.5;
}
