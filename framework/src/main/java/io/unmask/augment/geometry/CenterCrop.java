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
import io.unmask.media.Crops;
import io.unmask.media.Image;
import io.unmask.random.RandomStream;

/**
 * Cuts a window from the middle; where it is larger than the picture, black comes in: torchvision's CenterCrop.
 *
 * @param width columns of the result
 * @param height rows of the result
 * @param probability how often
 */
@JsonTypeName("center_crop")
@AutoService(Augmentation.class)
@Doc("Cuts a window of a fixed size from the middle.")
public record CenterCrop(
        @Doc("Columns of the result.") int width,
        @Doc("Rows of the result.") int height,
        @Doc("How often.") @Default("1.0") double probability)
        implements RandomChange {
    /** Checks the settings. */
    public CenterCrop {
        Check.that(width >= 1, "width", width, "must be above 0");
        Check.that(height >= 1, "height", height, "must be above 0");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Sample changed(Sample sample, RandomStream random) {
        Image image = sample.image();
        Box box = Crops.centred(image.width(), image.height(), width, height);
        return Places.window(sample, box, Border.BLACK, 0);
    }
}
