package io.unmask.augment.colour;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.PictureChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.Arithmetic;
import io.unmask.media.Image;
import io.unmask.media.Raster;
import io.unmask.media.ToneCurves;
import io.unmask.random.RandomStream;

/**
 * Inverts every level from a threshold on: torchvision's RandomSolarize.
 *
 * @param threshold the lowest inverted level
 * @param probability how often
 */
@JsonTypeName("solarize")
@AutoService(Augmentation.class)
@Doc("Inverts the bright levels of every channel.")
public record Solarize(
        @Doc("The lowest level that is inverted, 0 to 256.") @Default("128.0")
        double threshold,

        @Doc("How often.") @Default("0.5") double probability)
        implements PictureChange {
    /** Checks the settings. */
    public Solarize {
        Check.that(threshold >= 0 && threshold <= 256, "threshold", threshold, "must be from 0 to 256");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Image changed(Image image, RandomStream random) {
        return Raster.change(image, picture -> ToneCurves.solarize(picture, threshold, Arithmetic.PIL));
    }
}
