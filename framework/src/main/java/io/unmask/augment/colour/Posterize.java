package io.unmask.augment.colour;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.PictureChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.Image;
import io.unmask.media.Raster;
import io.unmask.media.ToneCurves;
import io.unmask.random.RandomStream;

/**
 * Keeps the high bits of every channel: torchvision's RandomPosterize.
 *
 * @param bits how many
 * @param probability how often
 */
@JsonTypeName("posterize")
@AutoService(Augmentation.class)
@Doc("Keeps the high bits of every channel.")
public record Posterize(
        @Doc("Bits to keep, 1 to 8.") @Default("4") int bits,
        @Doc("How often.") @Default("0.5") double probability) implements PictureChange {
    /** Checks the settings. */
    public Posterize {
        Check.that(bits >= 1 && bits <= 8, "bits", bits, "must be from 1 to 8");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Image changed(Image image, RandomStream random) {
        return Raster.change(image, picture -> ToneCurves.posterize(picture, bits));
    }
}
