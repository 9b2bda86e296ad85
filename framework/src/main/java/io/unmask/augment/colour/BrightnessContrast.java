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
 * v · (1 + c) + 255 · b with c and b uniform, clipped and cut off to whole numbers: albumentations'
 * RandomBrightnessContrast.
 *
 * @param brightness largest shift
 * @param contrast largest change of the factor
 * @param probability how often
 */
@JsonTypeName("brightness_contrast")
@AutoService(Augmentation.class)
@Doc("Scales and shifts all levels by random amounts.")
public record BrightnessContrast(
        @Doc("Largest shift, as a part of 255.") @Default("0.2")
        double brightness,

        @Doc("Largest change of the factor.") @Default("0.2")
        double contrast,

        @Doc("How often.") @Default("0.5") double probability)
        implements PictureChange {
    /** Checks the settings. */
    public BrightnessContrast {
        Check.that(brightness >= 0 && brightness <= 1, "brightness", brightness, "must be from 0 to 1");
        Check.that(contrast >= 0 && contrast <= 1, "contrast", contrast, "must be from 0 to 1");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Image changed(Image image, RandomStream random) {
        float factor = (float) (1 + random.uniform(-contrast, contrast));
        float shift = (float) (WHITE * random.uniform(-brightness, brightness));
        return ToneCurves.truncated(image, (channel, level) -> factor * level + shift);
    }

    private static final int WHITE = 255;
}
