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

/**
 * Cuts a window of a fixed size at a random place, after padding: torchvision's RandomCrop with pad_if_needed. The loader
 * brings the result to the network's side again.
 *
 * @param width columns of the result
 * @param height rows of the result
 * @param padding pixels added at each side
 * @param border what lies outside
 * @param fill level of what lies outside
 * @param probability how often
 */
@JsonTypeName("random_crop")
@AutoService(Augmentation.class)
@Doc("Cuts a window of a fixed size at a random place.")
public record RandomCrop(
        @Doc("Columns of the result.") int width,
        @Doc("Rows of the result.") int height,

        @Doc("Pixels added at each side before cutting.") @Default("0")
        int padding,

        @Doc("What comes in from outside: black (or fill), replicate, reflect or symmetric.") @Default("black")
        Border border,

        @Doc("The level of what comes in from outside where it is black, 0 to 255.") @Default("0")
        int fill,

        @Doc("How often.") @Default("1.0") double probability)
        implements RandomChange {
    /** Checks the settings. */
    public RandomCrop {
        Check.that(width >= 1, "width", width, "must be above 0");
        Check.that(height >= 1, "height", height, "must be above 0");
        Check.that(padding >= 0, "padding", padding, "must not be negative");
        Check.that(fill >= 0 && fill <= 255, "fill", fill, "must be from 0 to 255");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Sample changed(Sample sample, RandomStream random) {
        Image image = sample.image();
        int left = random.integer(0, room(image.width(), width)) - margin(image.width(), width);
        int top = random.integer(0, room(image.height(), height)) - margin(image.height(), height);
        return Places.window(sample, new Box(left, top, width, height), border, fill);
    }

    /** Pixels added at either side. */
    private int margin(int from, int to) {
        return padding + Math.max(0, to - from - 2 * padding);
    }

    /** How far the window can move. */
    private int room(int from, int to) {
        return from + 2 * margin(from, to) - to;
    }
}
