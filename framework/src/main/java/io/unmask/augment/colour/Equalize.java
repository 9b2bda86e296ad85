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
 * Histogram equalisation of every channel: torchvision's RandomEqualize.
 *
 * @param probability how often
 */
@JsonTypeName("equalize")
@AutoService(Augmentation.class)
@Doc("Makes the levels of every channel about equally frequent.")
public record Equalize(@Doc("How often.") @Default("0.5") double probability) implements PictureChange {
    /** Checks the settings. */
    public Equalize {
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Image changed(Image image, RandomStream random) {
        return Raster.change(image, picture -> ToneCurves.equalize(picture));
    }
}
