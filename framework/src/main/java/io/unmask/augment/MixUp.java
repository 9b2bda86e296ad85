package io.unmask.augment;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Sample;
import io.unmask.random.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * MixUp (Zhang et al. 2018), as facebookresearch/mixup-cifar10, train.py: pictures and labels are blended with a share
 * drawn from Beta(alpha, alpha). Masks are not blended: the losses on both are weighted by the share.
 */
@JsonTypeName("mix_up")
@AutoService(Augmentation.class)
@Doc("MixUp: blends the pictures of a batch, and their labels.")
public record MixUp(
        @Doc("Both parameters of the Beta distribution of the share; above 0.") @Default("1.0")
        double alpha,

        @Doc("A fixed share of the own picture, 0..1, instead of a random one.") @Nullable
        Double share,

        @Doc("How often a batch is mixed at all; with per_sample, how often a picture is.") @Default("1.0")
        double probability,

        @Doc("Draw a share for each picture instead of one for the batch.") @Default("false")
        boolean perSample,

        @Doc("Who is mixed with whom.") @Default("permutation")
        Partners partners)
        implements Augmentation {
    /** Checks the settings. */
    public MixUp {
        Check.that(alpha > 0, "alpha", alpha, "must be above 0");
        Check.that(share == null || (share >= 0 && share <= 1), "share", String.valueOf(share), "must be from 0 to 1");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Sample apply(Sample sample, RandomStream random) {
        return sample;
    }

    @Override
    public BatchMixing batchMixing() {
        return this::draw;
    }

    private Mix draw(int pictures, int sidePixels, RandomStream random) {
        double[] shares = new double[pictures];
        double common = share(random);
        for (int i = 0; i < pictures; i++) {
            shares[i] = perSample && i > 0 ? share(random) : common;
        }
        return new Mix(partners.draw(pictures, random), shares, null);
    }

    private double share(RandomStream random) {
        if (!random.chance(probability)) {
            return 1;
        }
        return share == null ? random.beta(alpha, alpha) : share;
    }
}
