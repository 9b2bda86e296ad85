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
 * One of 25 pairs of operations, each applied with a probability and at a magnitude of its own: AutoAugment (Cubuk et al.
 * 2019) as torchvision has it, on Pillow pictures. Mask and landmarks move along.
 *
 * @param policy which pairs
 * @param probability how often
 */
@JsonTypeName("auto_augment")
@AutoService(Augmentation.class)
@Doc("One of 25 learned pairs of operations.")
public record AutoAugment(
        @Doc("On which data set the pairs were learned: imagenet, cifar10 or svhn.") @Default("imagenet")
        Policy policy,

        @Doc("How often.") @Default("1.0") double probability)
        implements RandomChange {
    /** Checks the settings. */
    public AutoAugment {
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
        List<Policy.Part> pair =
                policy.pairs().get(random.integer(0, policy.pairs().size() - 1));
        List<Space.Step> steps = new ArrayList<>();
        for (Policy.Part part : pair) {
            // Numbers are drawn whether or not they are used: what follows does not depend on it.
            boolean chosen = random.chance(part.probability());
            Space.Step step = Space.autoAugment().step(part.operation(), part.bin(), width, height, random);
            if (chosen) {
                steps.add(step);
            }
        }
        return steps;
    }
}
