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
 * Some of the channels become constant: albumentations' ChannelDropout.
 *
 * @param fewest fewest channels
 * @param most most channels
 * @param fill level of the filled channels
 * @param probability how often
 */
@JsonTypeName("channel_dropout")
@AutoService(Augmentation.class)
@Doc("Fills random channels with a constant.")
public record ChannelDropout(
        @Doc("Fewest channels to fill.") @Default("1") int fewest,
        @Doc("Most channels to fill.") @Default("1") int most,

        @Doc("The level to fill with, 0 to 255.") @Default("0")
        int fill,

        @Doc("How often.") @Default("0.5") double probability)
        implements PictureChange {
    /** Checks the settings. */
    public ChannelDropout {
        Check.that(fewest >= 1 && fewest <= 2, "fewest", fewest, "must be 1 or 2");
        Check.that(most >= fewest && most <= 2, "most", most, "must be from fewest to 2");
        Check.that(fill >= 0 && fill <= 255, "fill", fill, "must be from 0 to 255");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Image changed(Image image, RandomStream random) {
        int count = random.integer(fewest, most);
        int[] order = random.permutation(image.channels());
        boolean[] dropped = new boolean[image.channels()];
        for (int i = 0; i < count; i++) {
            dropped[order[i]] = true;
        }
        return ToneCurves.truncated(image, (channel, level) -> dropped[channel] ? fill : level);
    }
}
