package io.unmask.augment;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Sample;
import io.unmask.media.Image;
import io.unmask.random.RandomStream;

/**
 * Changes brightness, contrast and saturation, in a random order. Each is a mix of the picture with another
 * one (black, its mean grey, its grey version), by a factor uniform in [max(0, 1 - strength), 1 + strength],
 * clipped and truncated to whole numbers as torchvision does for 8-bit pictures.
 *
 * @param brightness strength; 0 leaves it
 * @param contrast strength; 0 leaves it
 * @param saturation strength; 0 leaves it
 * @param probability how often
 */
@JsonTypeName("color_jitter")
@AutoService(Augmentation.class)
@Doc("Changes brightness, contrast and saturation by random factors.")
public record ColorJitter(
        @Doc("Brightness factor from 1 - this to 1 + this.") @Default("0.2")
        double brightness,

        @Doc("Contrast factor from 1 - this to 1 + this.") @Default("0.2")
        double contrast,

        @Doc("Saturation factor from 1 - this to 1 + this.") @Default("0.2")
        double saturation,

        @Doc("How often.") @Default("0.5") double probability)
        implements Augmentation {
    private static final float RED = 0.2989f;
    private static final float GREEN = 0.587f;
    private static final float BLUE = 0.114f;

    /** Checks the strengths. */
    public ColorJitter {
        Check.that(brightness >= 0, "brightness", brightness, "must not be negative");
        Check.that(contrast >= 0, "contrast", contrast, "must not be negative");
        Check.that(saturation >= 0, "saturation", saturation, "must not be negative");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Sample apply(Sample sample, RandomStream random) {
        if (!random.chance(probability)) {
            return sample;
        }
        int[] order = random.permutation(3);
        double byBrightness = factor(brightness, random);
        double byContrast = factor(contrast, random);
        double bySaturation = factor(saturation, random);
        Image image = sample.image();
        for (int step : order) {
            image = switch (step) {
                case 0 -> brightness == 0 ? image : brighter(image, byBrightness);
                case 1 -> contrast == 0 ? image : contrasted(image, byContrast);
                default -> saturation == 0 ? image : saturated(image, bySaturation);
            };
        }
        return sample.withImage(image);
    }

    static Image brighter(Image image, double factor) {
        byte[] pixels = new byte[image.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = mix(image.pixels()[i] & 0xff, 0, factor);
        }
        return new Image(image.width(), image.height(), 3, pixels);
    }

    static Image contrasted(Image image, double factor) {
        long sum = 0;
        for (int i = 0; i < image.pixels().length; i += 3) {
            sum += grey(image.pixels(), i);
        }
        float mean = (float) sum / (image.width() * image.height());
        byte[] pixels = new byte[image.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = mix(image.pixels()[i] & 0xff, mean, factor);
        }
        return new Image(image.width(), image.height(), 3, pixels);
    }

    static Image saturated(Image image, double factor) {
        byte[] pixels = new byte[image.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = mix(image.pixels()[i] & 0xff, grey(image.pixels(), i - i % 3), factor);
        }
        return new Image(image.width(), image.height(), 3, pixels);
    }

    private static double factor(double strength, RandomStream random) {
        return random.uniform(Math.max(0, 1 - strength), 1 + strength);
    }

    private static int grey(byte[] rgb, int at) {
        return (int) (RED * (rgb[at] & 0xff) + GREEN * (rgb[at + 1] & 0xff) + BLUE * (rgb[at + 2] & 0xff));
    }

    /** In single precision, as the original: truncation makes a level of the last bit. */
    private static byte mix(float value, float other, double factor) {
        return (byte) Math.max(0, Math.min(255, (float) factor * value + (float) (1 - factor) * other));
    }
}
