package io.unmask.augment;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Sample;
import io.unmask.random.RandomStream;
import java.util.List;

/**
 * One of several, each as likely as the others.
 *
 * @param of what to choose from
 * @param probability how often one is applied at all
 */
@JsonTypeName("one_of")
@AutoService(Augmentation.class)
@Doc("One of several augmentations, each as likely as the others.")
public record OneOf(
        @Doc("What to choose from.") List<Augmentation> of,

        @Doc("How often one is applied at all.") @Default("1.0")
        double probability)
        implements Augmentation {
    /** Copies the list and checks that there is a choice. */
    public OneOf {
        of = List.copyOf(of);
        Check.that(
                of.stream().allMatch(each -> each.batchMixing() == null),
                "of",
                "a mixing of batches",
                "must name augmentations of single samples; mix_switch chooses between mixings");
        Check.that(!of.isEmpty(), "of", "an empty list", "must name at least one augmentation");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public boolean makesFakes() {
        return of.stream().anyMatch(Augmentation::makesFakes);
    }

    @Override
    public Sample apply(Sample sample, RandomStream random) {
        if (!random.chance(probability)) {
            return sample;
        }
        return of.get(random.integer(0, of.size() - 1)).apply(sample, random);
    }
}
