package io.unmask.augment.colour;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.PictureChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.Image;
import io.unmask.media.PrincipalColours;
import io.unmask.media.Raster;
import io.unmask.random.RandomStream;

/**
 * Shifts all colours along the principal components of the picture's own colours, each by its eigenvalue times one
 * normal number (Krizhevsky, Sutskever and Hinton 2012, section 4.1, who take those of the data set and a number each);
 * cut off to whole numbers. The one number is albumentations'.
 *
 * @param alpha standard deviation of the strength
 * @param probability how often
 */
@JsonTypeName("fancy_pca")
@AutoService(Augmentation.class)
@Doc("Shifts the colours along the directions in which they vary.")
public record FancyPca(
        @Doc("Standard deviation of the strength.") @Default("0.1")
        double alpha,

        @Doc("How often.") @Default("0.5") double probability)
        implements PictureChange {
    /** Checks the settings. */
    public FancyPca {
        Check.that(alpha >= 0, "alpha", alpha, "must not be negative");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Image changed(Image image, RandomStream random) {
        double strength = alpha * random.nextGaussian();
        return PrincipalColours.shift(Raster.of(image), strength).truncated();
    }
}
