package io.unmask.data.load;

import io.unmask.config.Check;
import io.unmask.data.Sample;
import io.unmask.media.Affine;
import io.unmask.media.Crops;
import io.unmask.media.Image;
import io.unmask.media.Interpolation;
import io.unmask.media.Resampling;
import io.unmask.random.RandomStream;

/**
 * The largest centred square of a picture, at a side that the network takes; the last step before a batch.
 *
 * @param sidePixels side of the result
 * @param interpolation how the picture is resampled; masks always take the nearest pixel
 */
public record Resize(int sidePixels, Interpolation interpolation) implements Transform {
    /** Checks the side. */
    public Resize {
        Check.that(sidePixels > 0, "sidePixels", sidePixels, "must be above 0");
    }

    @Override
    public Sample apply(Sample sample, RandomStream random) {
        return fit(sample);
    }

    /** The sample at the side; itself if it has it already. */
    public Sample fit(Sample sample) {
        Image image = sample.image();
        if (image.width() == sidePixels && image.height() == sidePixels) {
            return sample;
        }
        int side = Math.min(image.width(), image.height());
        Affine map = Affine.translation(-((image.width() - side) / 2), -((image.height() - side) / 2))
                .then(Affine.resize(side, side, sidePixels, sidePixels));
        return sample.moved(
                picture -> square(picture, interpolation), mask -> square(mask, Interpolation.NEAREST), map);
    }

    private Image square(Image picture, Interpolation how) {
        return Resampling.resize(Crops.square(picture), sidePixels, sidePixels, how);
    }
}
