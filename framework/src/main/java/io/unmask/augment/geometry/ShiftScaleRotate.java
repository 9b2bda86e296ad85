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
import io.unmask.media.Border;
import io.unmask.media.Image;
import io.unmask.media.Interpolation;
import io.unmask.media.Resampling;
import io.unmask.random.RandomStream;

/**
 * Scales and turns about the middle, then shifts, each by a uniform amount, with OpenCV's bilinear warp; what comes in is
 * mirrored: albumentations' ShiftScaleRotate.
 *
 * @param shift largest shift, as a part of the sides
 * @param scale largest change of the scale
 * @param degrees largest angle to either side
 * @param border what lies outside
 * @param probability how often
 */
@JsonTypeName("shift_scale_rotate")
@AutoService(Augmentation.class)
@Doc("Shifts, scales and turns the picture by random amounts.")
public record ShiftScaleRotate(
        @Doc("Largest shift, as a part of the sides.") @Default("0.0625")
        double shift,

        @Doc("Largest change of the scale.") @Default("0.1") double scale,

        @Doc("Largest angle to either side.") @Default("45.0")
        double degrees,

        @Doc("What comes in from outside: black, replicate, reflect or symmetric.") @Default("reflect")
        Border border,

        @Doc("How often.") @Default("0.5") double probability)
        implements RandomChange {
    /** Checks the settings. */
    public ShiftScaleRotate {
        Check.that(shift >= 0 && shift <= 1, "shift", shift, "must be from 0 to 1");
        Check.that(scale >= 0 && scale < 1, "scale", scale, "must be from 0 to below 1");
        Check.that(degrees >= 0 && degrees <= 180, "degrees", degrees, "must be from 0 to 180");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Sample changed(Sample sample, RandomStream random) {
        Image image = sample.image();
        double angle = random.uniform(-degrees, degrees);
        double size = 1 + random.uniform(-scale, scale);
        double dx = random.uniform(-shift, shift) * image.width();
        double dy = random.uniform(-shift, shift) * image.height();
        Affine map = Affine.about((image.width() - 1) / 2.0, (image.height() - 1) / 2.0, angle, size, size)
                .then(Affine.translation(dx, dy));
        return sample.moved(
                picture -> Resampling.warp(picture, map, Interpolation.LINEAR, border),
                mask -> Resampling.warp(mask, map, Interpolation.NEAREST, border),
                map);
    }
}
