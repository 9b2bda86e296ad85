package io.unmask.augment;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Label;
import io.unmask.data.Landmarks;
import io.unmask.data.Sample;
import io.unmask.data.blend.SelfBlend;
import io.unmask.media.Image;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;

/**
 * Makes fakes of reals while training: a real with landmarks becomes a self-blended fake, anew in every epoch.
 * The reals are what the training set gives, so at hq and lq they are compressed before they are blended; the
 * data source {@code self_blended} blends first and compresses then. The two are different experiments, and
 * only the source makes fakes for validation and test.
 *
 * @param probability how often a real becomes a fake
 * @param blend the steps of the blend
 */
@JsonTypeName("self_blend")
@AutoService(Augmentation.class)
@Doc("Blends fakes of reals during training, after compression; the training set may then hold reals alone.")
public record SelfBlending(
        @Doc("How often a real becomes a fake.") @Default("0.5")
        double probability,

        @Doc("The steps of the blend.") @Default("{}") SelfBlend blend)
        implements Augmentation {
    /** Checks the probability. */
    public SelfBlending {
        Check.that(probability > 0 && probability < 1, "probability", probability, "must be above 0 and below 1");
    }

    @Override
    public boolean makesFakes() {
        return true;
    }

    @Override
    public Sample apply(Sample sample, RandomStream random) {
        boolean chosen = random.chance(probability);
        Landmarks points = sample.landmarks();
        if (!chosen || points == null || sample.label() == Label.FAKE) {
            return sample;
        }
        Seeds own = Seeds.of(random.nextLong());
        Image image = sample.image();
        SelfBlend.Mask mask = blend.mask(points, image.width(), image.height(), own);
        if (mask.isEmpty()) {
            return sample;
        }
        Image fake = SelfBlend.blend(blend.changed(image, own), image, mask);
        return new Sample(fake, mask.weights().toImage(), sample.second(), points, Label.FAKE);
    }
}
