package io.unmask.augment;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Sample;
import io.unmask.random.RandomStream;
import org.jspecify.annotations.Nullable;

/** MixUp or CutMix, drawn for each batch: the switch of timm/data/mixup.py. */
@JsonTypeName("mix_switch")
@AutoService(Augmentation.class)
@Doc("MixUp or CutMix, drawn for each batch.")
public record MixSwitch(
        @Doc("MixUp's settings.") @Default("{alpha: 0.8}") MixUp mixUp,

        @Doc("CutMix's settings.") @Default("{alpha: 1.0, probability: 1.0}")
        CutMix cutMix,

        @Doc("How often it is CutMix, 0..1.") @Default("0.5")
        double cutMixProbability,

        @Doc("How often a batch is mixed at all, 0..1.") @Default("1.0")
        double probability)
        implements Augmentation {
    /** Checks the settings. */
    public MixSwitch {
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
        Check.that(
                cutMixProbability >= 0 && cutMixProbability <= 1,
                "cutMixProbability",
                cutMixProbability,
                "must be from 0 to 1");
    }

    @Override
    public Sample apply(Sample sample, RandomStream random) {
        return sample;
    }

    @Override
    public BatchMixing batchMixing() {
        return (pictures, sidePixels, random) -> {
            if (!random.chance(probability)) {
                return Mix.none(pictures);
            }
            @Nullable BatchMixing chosen = (random.chance(cutMixProbability) ? cutMix : mixUp).batchMixing();
            return chosen == null ? Mix.none(pictures) : chosen.draw(pictures, sidePixels, random);
        };
    }
}
