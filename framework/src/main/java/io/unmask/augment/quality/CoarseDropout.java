package io.unmask.augment.quality;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.PictureChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.Image;
import io.unmask.random.RandomStream;
import java.util.Arrays;

/**
 * Several rectangles of one size at random places become constant: albumentations' CoarseDropout. Sizes are pixels of
 * the picture as it is. Mask and landmarks stay.
 *
 * @param holes how many
 * @param width columns of each
 * @param height rows of each
 * @param fill level of the rectangles
 * @param probability how often
 */
@JsonTypeName("coarse_dropout")
@AutoService(Augmentation.class)
@Doc("Fills random rectangles with a constant.")
public record CoarseDropout(
        @Doc("How many rectangles.") @Default("8") int holes,
        @Doc("Columns of each.") @Default("8") int width,
        @Doc("Rows of each.") @Default("8") int height,

        @Doc("The level to fill with, 0 to 255.") @Default("0")
        int fill,

        @Doc("How often.") @Default("0.5") double probability)
        implements PictureChange {
    /** Checks the settings. */
    public CoarseDropout {
        Check.that(holes >= 1, "holes", holes, "must be above 0");
        Check.that(width >= 1, "width", width, "must be above 0");
        Check.that(height >= 1, "height", height, "must be above 0");
        Check.that(fill >= 0 && fill <= 255, "fill", fill, "must be from 0 to 255");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Image changed(Image image, RandomStream random) {
        byte[] pixels = image.pixels().clone();
        for (int hole = 0; hole < holes; hole++) {
            int columns = Math.min(width, image.width());
            int rows = Math.min(height, image.height());
            int top = random.integer(0, image.height() - rows);
            int left = random.integer(0, image.width() - columns);
            for (int y = top; y < top + rows; y++) {
                int start = (y * image.width() + left) * image.channels();
                Arrays.fill(pixels, start, start + columns * image.channels(), (byte) fill);
            }
        }
        return new Image(image.width(), image.height(), image.channels(), pixels);
    }
}
