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
import io.unmask.data.source.SelfBlended;
import io.unmask.media.Image;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;

/**
 * Makes fakes of reals while training: a real with landmarks becomes a self-blended fake, anew in every epoch.
 * The reals are what the training set gives, so at hq and lq they are compressed before they are blended; the
 * data source {@code self_blended} blends first and compresses then. The two are different experiments, and
 * only the source makes fakes for validation and test.
 *
 * <p>With {@code train.balance: pairs} every real stands beside its fake, and the probability is not used: the training
 * of the paper.
 *
 * @param probability how often a real becomes a fake
 * @param partner what a picture that stays real is
 * @param blend the steps of the blend
 */
@JsonTypeName("self_blend")
@AutoService(Augmentation.class)
@Doc("Blends fakes of reals during training, after compression; the training set may then hold reals alone.")
public record SelfBlending(
        @Doc("How often a real becomes a fake.") @Default("0.5")
        double probability,

        @Doc(
                "Whether colours are changed in the face of the fake alone (as_given) or, in half of the cases, in all but the"
                        + " face, in reals as in fakes (transformed: the paper's).")
        @Default("as_given")
        SelfBlended.Partner partner,

        @Doc("The steps of the blend.") @Default("{}") SelfBlend blend)
        implements Augmentation {
    private static final double TARGET_SHARE = 0.5;

    /** Checks the probability. */
    public SelfBlending {
        Check.that(probability > 0 && probability < 1, "probability", probability, "must be above 0 and below 1");
    }

    @Override
    public boolean makesFakes() {
        return true;
    }

    @Override
    public boolean makesPairs() {
        return true;
    }

    @Override
    public Sample apply(Sample sample, RandomStream random) {
        boolean chosen = random.chance(probability);
        if (!chosen && partner == SelfBlended.Partner.AS_GIVEN) {
            return sample;
        }
        return pair(sample, chosen, random);
    }

    @Override
    public Sample pair(Sample sample, boolean fake, RandomStream random) {
        Landmarks points = sample.landmarks();
        if (points == null || sample.label() == Label.FAKE) {
            return sample;
        }
        Seeds own = Seeds.of(random.nextLong());
        boolean targetChanged = partner == SelfBlended.Partner.TRANSFORMED
                && own.stream("partner").chance(TARGET_SHARE);
        Image image = sample.image();
        if (!fake) {
            return targetChanged ? sample.withImage(blend.changed(image, own)) : sample;
        }
        SelfBlend.Mask mask = blend.mask(points, image.width(), image.height(), own);
        if (mask.isEmpty()) {
            return sample;
        }
        Image changed = blend.changed(image, own);
        Image made = targetChanged ? SelfBlend.blend(image, changed, mask) : SelfBlend.blend(changed, image, mask);
        return new Sample(made, mask.weights().toImage(), sample.second(), sample.companion(), points, Label.FAKE);
    }
}
