package io.unmask.augment.colour;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.PictureChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.Arithmetic;
import io.unmask.media.Filters;
import io.unmask.media.Image;
import io.unmask.media.Raster;
import io.unmask.random.RandomStream;

/**
 * A mix of the picture with a smoothed one: torchvision's RandomAdjustSharpness on Pillow pictures.
 *
 * @param factor parts of the picture; one minus that of the smooth one
 * @param probability how often
 */
@JsonTypeName("sharpness")
@AutoService(Augmentation.class)
@Doc("Sharpens or smooths by a factor.")
public record Sharpness(
        @Doc("0 smooths, 1 leaves, 2 sharpens.") @Default("2.0")
        double factor,

        @Doc("How often.") @Default("0.5") double probability)
        implements PictureChange {
    /** Checks the settings. */
    public Sharpness {
        Check.that(factor >= 0, "factor", factor, "must not be negative");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Image changed(Image image, RandomStream random) {
        return Raster.change(image, picture -> Filters.sharpness(picture, factor, Arithmetic.PIL));
    }
}
