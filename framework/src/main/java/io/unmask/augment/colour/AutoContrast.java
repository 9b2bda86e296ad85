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
 * Stretches every channel so that its lowest level becomes 0 and its highest 255: torchvision's RandomAutocontrast.
 *
 * @param probability how often
 */
@JsonTypeName("auto_contrast")
@AutoService(Augmentation.class)
@Doc("Stretches every channel to 0..255.")
public record AutoContrast(
        @Doc("How often.") @Default("0.5") double probability) implements PictureChange {
    /** Checks the settings. */
    public AutoContrast {
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Image changed(Image image, RandomStream random) {
        return Raster.change(image, picture -> ToneCurves.autoContrast(picture, Arithmetic.PIL));
    }
}
