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
import java.util.ArrayList;
import java.util.List;

/**
 * Several operations, each drawn uniformly from 14, all of one magnitude: RandAugment (Cubuk et al. 2020) as torchvision
 * has it, on Pillow pictures. Mask and landmarks move along.
 *
 * @param operations how many
 * @param magnitude which bin
 * @param bins how many bins
 * @param probability how often
 */
@JsonTypeName("rand_augment")
@AutoService(Augmentation.class)
@Doc("Several random operations, all of one magnitude.")
public record RandAugment(
        @Doc("How many.") @Default("2") int operations,

        @Doc("Which bin of the magnitudes, from 0.") @Default("9")
        int magnitude,

        @Doc("Bins of the magnitudes.") @Default("31") int bins,
        @Doc("How often.") @Default("1.0") double probability)
        implements RandomChange {
    /** Checks the settings. */
    public RandAugment {
        Check.that(magnitude >= 0 && magnitude < bins, "magnitude", magnitude, "must be from 0 to below bins");
        Check.that(operations >= 1, "operations", operations, "must be above 0");
        Check.that(bins >= 2, "bins", bins, "must be at least 2");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Sample changed(Sample sample, RandomStream random) {
        Sample result = sample;
        for (Space.Step step : steps(sample.image().width(), sample.image().height(), random)) {
            result = step.operation().apply(result, step.magnitude());
        }
        return result;
    }

    /** What is applied to a picture of a size. */
    List<Space.Step> steps(int width, int height, RandomStream random) {
        Space space = Space.randAugment(bins);
        List<Space.Step> steps = new ArrayList<>();
        for (int i = 0; i < operations; i++) {
            steps.add(space.step(space.draw(random), magnitude, width, height, random));
        }
        return steps;
    }
}
