package io.unmask.augment.geometry;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.RandomChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Sample;
import io.unmask.media.Affine;
import io.unmask.media.Image;
import io.unmask.media.Interpolation;
import io.unmask.media.Scaling;
import io.unmask.random.RandomStream;

/**
 * Brings the picture to a size with Pillow's filters, which average when shrinking: torchvision's Resize on Pillow
 * pictures. The loader brings the result to the network's side again.
 *
 * @param width columns of the result
 * @param height rows of the result
 * @param interpolation nearest, linear or cubic
 * @param probability how often
 */
@JsonTypeName("resize")
@AutoService(Augmentation.class)
@Doc("Brings the picture to a size.")
public record Resized(
        @Doc("Columns of the result.") int width,
        @Doc("Rows of the result.") int height,

        @Doc("The filter: nearest, linear or cubic; masks take the nearest pixel.") @Default("linear")
        Interpolation interpolation,

        @Doc("How often.") @Default("1.0") double probability)
        implements RandomChange {
    /** Checks the settings. */
    public Resized {
        Check.that(width >= 1, "width", width, "must be above 0");
        Check.that(height >= 1, "height", height, "must be above 0");
        Check.that(
                interpolation == Interpolation.NEAREST
                        || interpolation == Interpolation.LINEAR
                        || interpolation == Interpolation.CUBIC,
                "interpolation",
                interpolation,
                "must be nearest, linear or cubic");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Sample changed(Sample sample, RandomStream random) {
        Image image = sample.image();
        return sample.moved(
                picture -> Scaling.resize(picture, width, height, interpolation),
                mask -> Scaling.resize(mask, width, height, Interpolation.NEAREST),
                Affine.resize(image.width(), image.height(), width, height));
    }
}
