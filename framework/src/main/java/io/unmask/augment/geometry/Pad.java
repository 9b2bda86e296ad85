package io.unmask.augment.geometry;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.RandomChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Sample;
import io.unmask.media.Border;
import io.unmask.media.Box;
import io.unmask.media.Image;
import io.unmask.random.RandomStream;
import java.util.List;

/**
 * Adds pixels at the edges: torchvision's Pad. The loader brings the result to the network's side again.
 *
 * @param pixels left, top, right, bottom; or one for all
 * @param border what lies outside
 * @param fill level of what lies outside
 * @param probability how often
 */
@JsonTypeName("pad")
@AutoService(Augmentation.class)
@Doc("Adds pixels at the edges.")
public record Pad(
        @Doc("How many: left, top, right, bottom; or one number for all.") @Default("[4]")
        List<Integer> pixels,

        @Doc("What comes in from outside: black (or fill), replicate, reflect or symmetric.") @Default("black")
        Border border,

        @Doc("The level of what comes in from outside where it is black, 0 to 255.") @Default("0")
        int fill,

        @Doc("How often.") @Default("1.0") double probability)
        implements RandomChange {
    /** Checks the settings. */
    public Pad {
        pixels = List.copyOf(pixels);
        Check.that(
                (pixels.size() == 1 || pixels.size() == 4) && pixels.stream().allMatch(count -> count >= 0),
                "pixels",
                pixels,
                "must be one or four numbers, none negative");
        Check.that(fill >= 0 && fill <= 255, "fill", fill, "must be from 0 to 255");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Sample changed(Sample sample, RandomStream random) {
        Image image = sample.image();
        int left = side(0);
        int top = side(1);
        Box box = new Box(-left, -top, image.width() + left + side(2), image.height() + top + side(3));
        return Places.window(sample, box, border, fill);
    }

    private int side(int index) {
        return pixels.get(pixels.size() == 1 ? 0 : index);
    }
}
