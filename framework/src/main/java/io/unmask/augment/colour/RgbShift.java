package io.unmask.augment.colour;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.PictureChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.Image;
import io.unmask.media.ToneCurves;
import io.unmask.random.RandomStream;

/**
 * Each channel shifted by a uniform amount, clipped and cut off to whole numbers: albumentations' RGBShift.
 *
 * @param red largest shift
 * @param green largest shift
 * @param blue largest shift
 * @param probability how often
 */
@JsonTypeName("rgb_shift")
@AutoService(Augmentation.class)
@Doc("Shifts red, green and blue by random amounts.")
public record RgbShift(
        @Doc("Largest shift, levels of 255.") @Default("20.0")
        double red,

        @Doc("Largest shift, levels of 255.") @Default("20.0")
        double green,

        @Doc("Largest shift, levels of 255.") @Default("20.0")
        double blue,

        @Doc("How often.") @Default("0.5") double probability)
        implements PictureChange {
    /** Checks the settings. */
    public RgbShift {
        Check.that(red >= 0, "red", red, "must not be negative");
        Check.that(green >= 0, "green", green, "must not be negative");
        Check.that(blue >= 0, "blue", blue, "must not be negative");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Image changed(Image image, RandomStream random) {
        double[] shifts = {random.uniform(-red, red), random.uniform(-green, green), random.uniform(-blue, blue)};
        return ToneCurves.truncated(image, (channel, level) -> level + shifts[channel]);
    }
}
