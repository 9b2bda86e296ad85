package io.unmask.augment.colour;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.PictureChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.Image;
import io.unmask.media.LocalContrast;
import io.unmask.random.RandomStream;

/**
 * Histogram equalisation of the lightness in tiles with limited contrast: albumentations' CLAHE, in OpenCV's 8-bit LAB.
 *
 * @param lowestClip lowest limit of the contrast
 * @param highestClip highest limit
 * @param tiles along each side
 * @param probability how often
 */
@JsonTypeName("clahe")
@AutoService(Augmentation.class)
@Doc("Equalises the lightness in tiles.")
public record Clahe(
        @Doc("Lowest limit of the contrast.") @Default("1.0")
        double lowestClip,

        @Doc("Highest limit of the contrast.") @Default("4.0")
        double highestClip,

        @Doc("Tiles along each side.") @Default("8") int tiles,
        @Doc("How often.") @Default("0.5") double probability)
        implements PictureChange {
    /** Checks the settings. */
    public Clahe {
        Check.that(lowestClip >= 1, "lowestClip", lowestClip, "must be at least 1");
        Check.that(highestClip >= lowestClip, "highestClip", highestClip, "must be at least lowest_clip");
        Check.that(tiles >= 1, "tiles", tiles, "must be above 0");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Image changed(Image image, RandomStream random) {
        return LocalContrast.equalize(image, random.uniform(lowestClip, highestClip), tiles);
    }
}
