package io.unmask.augment.colour;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.PictureChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.Image;
import io.unmask.media.ToneCurves;
import io.unmask.random.RandomStream;

/**
 * 255 · (v / 255)^γ, cut off to whole numbers, with 100 · γ uniform: albumentations' RandomGamma.
 *
 * @param lowest lowest power in percent
 * @param highest highest power in percent
 * @param probability how often
 */
@JsonTypeName("gamma")
@AutoService(Augmentation.class)
@Doc("Brightens or darkens by a random power.")
public record Gamma(
        @Doc("Lowest power in percent; below 100 brightens.") @Default("80.0")
        double lowest,

        @Doc("Highest power in percent.") @Default("120.0") double highest,
        @Doc("How often.") @Default("0.5") double probability)
        implements PictureChange {
    /** Checks the settings. */
    public Gamma {
        Check.that(lowest > 0, "lowest", lowest, "must be above 0");
        Check.that(highest >= lowest, "highest", highest, "must be at least lowest");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    private static final double WHITE = 255;
    private static final double PERCENT = 100;

    @Override
    public Image changed(Image image, RandomStream random) {
        double power = random.uniform(lowest, highest) / PERCENT;
        return ToneCurves.truncated(image, (channel, level) -> Math.pow(level / WHITE, power) * WHITE);
    }
}
