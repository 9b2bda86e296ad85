package io.unmask.augment.colour;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.PictureChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.Arithmetic;
import io.unmask.media.ColourChanges;
import io.unmask.media.Image;
import io.unmask.media.Raster;
import io.unmask.random.RandomStream;

/**
 * Its grey version in three equal channels: torchvision's RandomGrayscale on Pillow pictures, and albumentations' ToGray.
 *
 * @param probability how often
 */
@JsonTypeName("grayscale")
@AutoService(Augmentation.class)
@Doc("Takes the colour away.")
public record Grayscale(@Doc("How often.") @Default("0.1") double probability) implements PictureChange {
    /** Checks the settings. */
    public Grayscale {
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Image changed(Image image, RandomStream random) {
        return Raster.change(image, picture -> ColourChanges.grey(picture, Arithmetic.PIL));
    }
}
