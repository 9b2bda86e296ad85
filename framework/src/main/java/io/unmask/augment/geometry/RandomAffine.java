package io.unmask.augment.geometry;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.RandomChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Sample;
import io.unmask.media.Affine;
import io.unmask.media.Image;
import io.unmask.media.Interpolation;
import io.unmask.random.RandomStream;

/**
 * Shears, scales, turns clockwise and shifts by whole pixels, each by a uniform amount, about the middle: torchvision's
 * RandomAffine on Pillow pictures.
 *
 * @param degrees largest angle to either side
 * @param translateX largest shift, as a part of the width
 * @param translateY largest shift, as a part of the height
 * @param lowestScale smallest scale
 * @param highestScale largest scale
 * @param shearX largest lean of vertical lines
 * @param shearY largest lean of horizontal lines
 * @param interpolation nearest or linear
 * @param fill level of what lies outside
 * @param probability how often
 */
@JsonTypeName("affine")
@AutoService(Augmentation.class)
@Doc("Turns, shifts, scales and shears the picture by random amounts.")
public record RandomAffine(
        @Doc("Largest angle to either side.") @Default("10.0")
        double degrees,

        @Doc("Largest shift, as a part of the width.") @Default("0.0")
        double translateX,

        @Doc("Largest shift, as a part of the height.") @Default("0.0")
        double translateY,

        @Doc("Smallest scale.") @Default("1.0") double lowestScale,
        @Doc("Largest scale.") @Default("1.0") double highestScale,

        @Doc("Largest lean of vertical lines, degrees.") @Default("0.0")
        double shearX,

        @Doc("Largest lean of horizontal lines, degrees.") @Default("0.0")
        double shearY,

        @Doc("How values between pixels are found: nearest or linear; masks take the nearest.") @Default("nearest")
        Interpolation interpolation,

        @Doc("The level of what comes in from outside where it is black, 0 to 255.") @Default("0")
        int fill,

        @Doc("How often.") @Default("1.0") double probability)
        implements RandomChange {
    /** Checks the settings. */
    public RandomAffine {
        Check.that(degrees >= 0 && degrees <= 180, "degrees", degrees, "must be from 0 to 180");
        Check.that(translateX >= 0 && translateX <= 1, "translateX", translateX, "must be from 0 to 1");
        Check.that(translateY >= 0 && translateY <= 1, "translateY", translateY, "must be from 0 to 1");
        Check.that(lowestScale > 0, "lowestScale", lowestScale, "must be above 0");
        Check.that(highestScale >= lowestScale, "highestScale", highestScale, "must be at least lowest_scale");
        Check.that(shearX >= 0 && shearX < 90, "shearX", shearX, "must be from 0 to below 90");
        Check.that(shearY >= 0 && shearY < 90, "shearY", shearY, "must be from 0 to below 90");
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
        Image image = sample.image();
        double angle = random.uniform(-degrees, degrees);
        double dx = Math.rint(random.uniform(-translateX, translateX) * image.width());
        double dy = Math.rint(random.uniform(-translateY, translateY) * image.height());
        double scale = random.uniform(lowestScale, highestScale);
        double leanX = random.uniform(-shearX, shearX);
        double leanY = random.uniform(-shearY, shearY);
        double x = (image.width() - 1) / 2.0;
        double y = (image.height() - 1) / 2.0;
        Affine forward = Affine.sheared(x, y, angle, scale, leanX, leanY).then(Affine.translation(dx, dy));
        Places places = new Places(forward, forward.inverse(), image.width(), image.height());
        return places.warp(sample, interpolation, fill);
    }
}
