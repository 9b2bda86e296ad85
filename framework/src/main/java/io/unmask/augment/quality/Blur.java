package io.unmask.augment.quality;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.PictureChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.Filters;
import io.unmask.media.Image;
import io.unmask.random.RandomStream;

/**
 * The mean of a square whose side is a random odd number: albumentations' Blur.
 *
 * @param largestKernel largest side, odd
 * @param probability how often
 */
@JsonTypeName("blur")
@AutoService(Augmentation.class)
@Doc("Takes the mean of a random square around each pixel.")
public record Blur(
        @Doc("Largest side of the square; odd, at least 3.") @Default("7")
        int largestKernel,

        @Doc("How often.") @Default("0.5") double probability)
        implements PictureChange {
    /** Checks the settings. */
    public Blur {
        Check.that(
                largestKernel >= 3 && largestKernel % 2 == 1,
                "largestKernel",
                largestKernel,
                "must be odd and at least 3");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Image changed(Image image, RandomStream random) {
        return Filters.boxBlur(image, 1 + 2 * random.integer(1, (largestKernel - 1) / 2));
    }
}
