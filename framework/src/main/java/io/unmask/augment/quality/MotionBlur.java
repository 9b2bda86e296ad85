package io.unmask.augment.quality;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.PictureChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.Filters;
import io.unmask.media.Image;
import io.unmask.random.RandomStream;

/**
 * The mean along a line between two random pixels of a square, its side a random odd number: albumentations' MotionBlur.
 *
 * @param largestKernel largest side, odd
 * @param probability how often
 */
@JsonTypeName("motion_blur")
@AutoService(Augmentation.class)
@Doc("Takes the mean along a random line around each pixel.")
public record MotionBlur(
        @Doc("Largest side of the square; odd, at least 3.") @Default("7")
        int largestKernel,

        @Doc("How often.") @Default("0.5") double probability)
        implements PictureChange {
    /** Checks the settings. */
    public MotionBlur {
        Check.that(
                largestKernel >= 3 && largestKernel % 2 == 1,
                "largestKernel",
                largestKernel,
                "must be odd and at least 3");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Image changed(Image image, RandomStream random) {
        int side = 1 + 2 * random.integer(1, (largestKernel - 1) / 2);
        int fromX = random.integer(0, side - 1);
        int toX = random.integer(0, side - 1);
        // A line has two ends.
        int[] rows = fromX == toX
                ? random.permutation(side)
                : new int[] {random.integer(0, side - 1), random.integer(0, side - 1)};
        return Filters.motionBlur(image, side, fromX, rows[0], toX, rows[1]);
    }
}
