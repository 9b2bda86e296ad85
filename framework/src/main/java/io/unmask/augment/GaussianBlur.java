package io.unmask.augment;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Sample;
import io.unmask.media.Filters;
import io.unmask.random.RandomStream;

/**
 * Blurs with a Gaussian; the kernel reaches three standard deviations to each side.
 *
 * @param lowestSigma of the standard deviations, which are drawn uniformly, in pixels
 * @param highestSigma of the standard deviations, in pixels
 * @param probability how often
 */
@JsonTypeName("gaussian_blur")
@AutoService(Augmentation.class)
@Doc("Blurs with a Gaussian of random width.")
public record GaussianBlur(
        @Doc("Lowest standard deviation, pixels.") @Default("0.1")
        double lowestSigma,

        @Doc("Highest standard deviation, pixels.") @Default("2.0")
        double highestSigma,

        @Doc("How often.") @Default("0.5") double probability)
        implements Augmentation {
    private static final double REACH = 3;

    /** Checks the range. */
    public GaussianBlur {
        Check.that(lowestSigma > 0, "lowestSigma", lowestSigma, "must be above 0");
        Check.that(highestSigma >= lowestSigma, "highestSigma", highestSigma, "must be at least lowest_sigma");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Sample apply(Sample sample, RandomStream random) {
        if (!random.chance(probability)) {
            return sample;
        }
        double sigma = random.uniform(lowestSigma, highestSigma);
        int kernelSide = 2 * (int) Math.ceil(REACH * sigma) + 1;
        return sample.withImage(Filters.gaussianBlur(sample.image(), kernelSide, sigma));
    }
}
