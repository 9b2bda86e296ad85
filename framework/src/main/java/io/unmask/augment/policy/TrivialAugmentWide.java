package io.unmask.augment.policy;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.RandomChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Sample;
import io.unmask.random.RandomStream;

/**
 * One operation, drawn uniformly from 14, its magnitude drawn uniformly: TrivialAugment (Müller and Hutter 2021) with the
 * wide space, as torchvision has it, on Pillow pictures. Mask and landmarks move along.
 *
 * @param bins how many bins
 * @param probability how often
 */
@JsonTypeName("trivial_augment_wide")
@AutoService(Augmentation.class)
@Doc("One random operation of random magnitude.")
public record TrivialAugmentWide(
        @Doc("Bins of the magnitudes.") @Default("31") int bins,
        @Doc("How often.") @Default("1.0") double probability) implements RandomChange {
    /** Checks the settings. */
    public TrivialAugmentWide {
        Check.that(bins >= 2, "bins", bins, "must be at least 2");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Sample changed(Sample sample, RandomStream random) {
        Space.Step step = step(sample.image().width(), sample.image().height(), random);
        return step.operation().apply(sample, step.magnitude());
    }

    /** What is applied to a picture of a size. */
    Space.Step step(int width, int height, RandomStream random) {
        Space space = Space.wide(bins);
        Operation operation = space.draw(random);
        return space.step(operation, random.integer(0, bins - 1), width, height, random);
    }
}
