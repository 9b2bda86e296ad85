package io.unmask.augment.quality;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.RandomChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Sample;
import io.unmask.random.RandomStream;
import java.util.List;

/**
 * One of the seven perturbations of DeeperForensics-1.0, each as likely, at a level from 1 to 5, each as likely: its type
 * "random". On pictures, see {@link Perturbation}.
 *
 * @param probability how often
 */
@JsonTypeName("random_perturbation")
@AutoService(Augmentation.class)
@Doc("A random loss of quality of DeeperForensics at a random level.")
public record RandomPerturbation(
        @Doc("How often.") @Default("1.0") double probability) implements RandomChange {
    /** Checks the settings. */
    public RandomPerturbation {
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Sample changed(Sample sample, RandomStream random) {
        List<Distortion> types = Distortion.DEEPER_FORENSICS;
        Distortion type = types.get(random.integer(0, types.size() - 1));
        return new Perturbation(type, random.integer(1, type.levels())).apply(sample, random);
    }
}
