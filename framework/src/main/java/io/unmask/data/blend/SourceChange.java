package io.unmask.data.blend;

import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.Colours;
import io.unmask.media.Filters;
import io.unmask.media.Image;
import io.unmask.media.Interpolation;
import io.unmask.media.Plane;
import io.unmask.media.Resampling;
import io.unmask.random.RandomStream;
import java.util.List;

/**
 * The change of colour and sharpness that makes the two copies of a face differ: shift of the channels, hue,
 * saturation and value, brightness and contrast, then either a loss of resolution or a sharpening.
 *
 * @param rgbShift each channel is shifted by up to this, in 8-bit levels
 * @param rgbShiftProbability how often the channels are shifted
 * @param hsvShift hue, saturation and value are shifted by up to this, in 8-bit levels, and truncated
 * @param brightness up to this share of 255 is added
 * @param contrast the values are multiplied by 1 plus up to this
 * @param downscale the face is made smaller by one of these factors and enlarged again
 */
public record SourceChange(
        @Doc("Each channel is shifted by up to this, in 8-bit levels.") @Default("20")
        double rgbShift,

        @Doc("How often the channels are shifted, 0 to 1.") @Default("0.3")
        double rgbShiftProbability,

        @Doc("Hue, saturation and value are shifted by up to this, in 8-bit levels, and truncated.") @Default("0.3")
        double hsvShift,

        @Doc("Up to this share of 255 is added.") @Default("0.1")
        double brightness,

        @Doc("Values are multiplied by 1 plus up to this.") @Default("0.1")
        double contrast,

        @Doc("Half of the faces are made smaller by one of these factors and enlarged again; the others are sharpened.")
        @Default("[2, 4]")
        List<Integer> downscale) {
    private static final int HUES = 180;
    private static final double DOWNSCALE_SHARE = 0.5;

    /** Checks the ranges. */
    public SourceChange {
        downscale = List.copyOf(downscale);
        Check.that(rgbShift >= 0, "rgbShift", rgbShift, "must be at least 0");
        Check.that(
                rgbShiftProbability >= 0 && rgbShiftProbability <= 1,
                "rgbShiftProbability",
                rgbShiftProbability,
                "must be between 0 and 1");
        Check.that(hsvShift >= 0, "hsvShift", hsvShift, "must be at least 0");
        Check.that(brightness >= 0 && brightness <= 1, "brightness", brightness, "must be between 0 and 1");
        Check.that(contrast >= 0 && contrast <= 1, "contrast", contrast, "must be between 0 and 1");
        Check.that(
                !downscale.isEmpty() && downscale.stream().allMatch(f -> f >= 1),
                "downscale",
                downscale,
                "must hold factors of 1 or more");
    }

    /** The values of the paper's code. */
    public static SourceChange standard() {
        return new SourceChange(20, 0.3, 0.3, 0.1, 0.1, List.of(2, 4));
    }

    /** The changed picture, three channels; the given one is left as it is. */
    public Image apply(Image image, RandomStream random) {
        Image changed = image;
        if (random.chance(rgbShiftProbability)) {
            changed = shiftChannels(changed, random);
        }
        changed = shiftHsv(changed, random);
        changed = scaleValues(changed, random);
        return random.chance(DOWNSCALE_SHARE) ? loseResolution(changed, random) : sharpen(changed, random);
    }

    private Image shiftChannels(Image image, RandomStream random) {
        byte[][] tables = new byte[3][];
        for (int c = 0; c < 3; c++) {
            double shift = random.uniform(-rgbShift, rgbShift);
            tables[c] = table(v -> v + shift);
        }
        return look(image, tables);
    }

    private Image shiftHsv(Image image, RandomStream random) {
        double hue = random.uniform(-hsvShift, hsvShift);
        double saturation = random.uniform(-hsvShift, hsvShift);
        double value = random.uniform(-hsvShift, hsvShift);
        byte[] hues = table(v -> ((v + hue) % HUES + HUES) % HUES);
        return Colours.hsvToRgb(look(Colours.rgbToHsv(image), hues, table(v -> v + saturation), table(v -> v + value)));
    }

    private Image scaleValues(Image image, RandomStream random) {
        double factor = 1 + random.uniform(-contrast, contrast);
        double offset = 255 * random.uniform(-brightness, brightness);
        byte[] values = table(v -> v * factor + offset);
        return look(image, values, values, values);
    }

    private Image loseResolution(Image image, RandomStream random) {
        int factor = downscale.get(random.integer(0, downscale.size() - 1));
        int width = Math.max(1, image.width() / factor);
        int height = Math.max(1, image.height() / factor);
        Image small = Resampling.resize(image, width, height, Interpolation.NEAREST);
        return Resampling.resize(small, image.width(), image.height(), Interpolation.LINEAR);
    }

    /** A mix of the picture and its difference from its surroundings (the Sharpen of albumentations). */
    private static Image sharpen(Image image, RandomStream random) {
        float alpha = (float) random.uniform(0.2, 0.5);
        float lightness = (float) random.uniform(0.5, 1);
        float[] kernel = new float[9];
        java.util.Arrays.fill(kernel, -alpha);
        kernel[4] = (1 - alpha) + alpha * (8 + lightness);
        return Filters.correlate(image, new Plane(3, 3, kernel));
    }

    private static byte[] table(java.util.function.DoubleUnaryOperator change) {
        byte[] table = new byte[256];
        for (int v = 0; v < 256; v++) {
            // Truncated, not rounded: a shift in (-1, 0) takes a whole level, one in (0, 1) none.
            table[v] = (byte) (int) Math.max(0, Math.min(255, change.applyAsDouble(v)));
        }
        return table;
    }

    private static Image look(Image image, byte[]... tables) {
        byte[] from = image.pixels();
        byte[] to = new byte[from.length];
        for (int i = 0; i < from.length; i++) {
            to[i] = tables[i % 3][from[i] & 0xff];
        }
        return new Image(image.width(), image.height(), 3, to);
    }
}
