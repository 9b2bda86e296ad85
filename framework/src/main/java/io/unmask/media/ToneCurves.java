package io.unmask.media;

import java.util.function.DoubleUnaryOperator;

/**
 * Changes of each channel by a curve from level to level, as torchvision's functions of the same names. The given
 * picture stays.
 */
public final class ToneCurves {
    private static final int LEVELS = 256;
    private static final int BITS = 8;

    private ToneCurves() {}

    /** 255 · gain · (v / 255)^gamma; above 1 darkens. */
    public static Raster gamma(Raster picture, double gamma, double gain, Arithmetic arithmetic) {
        return changed(picture, arithmetic, value -> {
            double unit = gain * Math.pow(value / Raster.WHITE, gamma);
            return arithmetic.ofUnit(Math.max(0, Math.min(1, unit)));
        });
    }

    /** 255 - v. */
    public static Raster invert(Raster picture, Arithmetic arithmetic) {
        return changed(picture, arithmetic, value -> Raster.WHITE - value);
    }

    /** Inverts the levels from {@code threshold} on. */
    public static Raster solarize(Raster picture, double threshold, Arithmetic arithmetic) {
        return changed(picture, arithmetic, value -> value >= threshold ? Raster.WHITE - value : value);
    }

    /**
     * Keeps the high bits.
     *
     * @param bits 0..8; 0 is black
     */
    public static Raster posterize(Raster picture, int bits) {
        int mask = -(1 << (BITS - bits));
        return changed(picture, Arithmetic.PIL, value -> (int) value & mask);
    }

    /** Stretches each channel so that its lowest level becomes 0 and its highest 255; a constant channel stays. */
    public static Raster autoContrast(Raster picture, Arithmetic arithmetic) {
        float[] values = picture.values().clone();
        for (int channel = 0; channel < picture.channels(); channel++) {
            stretch(values, channel, picture.channels(), arithmetic);
        }
        return picture.with(values);
    }

    /** Makes the levels of each channel about equally frequent (Pillow's {@code ImageOps.equalize}). */
    public static Raster equalize(Raster picture) {
        float[] values = picture.values().clone();
        for (int channel = 0; channel < picture.channels(); channel++) {
            equalize(values, channel, picture.channels());
        }
        return picture.with(values);
    }

    /** A curve for each channel. */
    @FunctionalInterface
    public interface ChannelCurve {
        /** What becomes of a level 0..255 of a channel; clipped to 0..255 and cut off to a whole number. */
        double at(int channel, int level);
    }

    /** Every level of an 8-bit picture through a table of 256 for each channel, as albumentations does. */
    public static Image truncated(Image image, ChannelCurve curve) {
        int channels = image.channels();
        byte[] table = new byte[channels * LEVELS];
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) Math.max(0, Math.min(Raster.WHITE, curve.at(i / LEVELS, i % LEVELS)));
        }
        byte[] pixels = new byte[image.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = table[i % channels * LEVELS + (image.pixels()[i] & 0xff)];
        }
        return new Image(image.width(), image.height(), channels, pixels);
    }

    /** Every level through a table of 256. */
    static Raster changed(Raster picture, Arithmetic arithmetic, DoubleUnaryOperator curve) {
        float[] from = picture.values();
        float[] to = new float[from.length];
        if (!arithmetic.isWhole()) {
            for (int i = 0; i < to.length; i++) {
                to[i] = (float) curve.applyAsDouble(from[i]);
            }
            return picture.with(to);
        }
        float[] table = new float[LEVELS];
        for (int level = 0; level < LEVELS; level++) {
            table[level] = (float) curve.applyAsDouble(level);
        }
        for (int i = 0; i < to.length; i++) {
            to[i] = table[(int) from[i]];
        }
        return picture.with(to);
    }

    private static void stretch(float[] values, int channel, int channels, Arithmetic arithmetic) {
        float low = values[channel];
        float high = low;
        for (int i = channel; i < values.length; i += channels) {
            low = Math.min(low, values[i]);
            high = Math.max(high, values[i]);
        }
        if (low == high) {
            return;
        }
        double scale = Raster.WHITE / (double) (high - low);
        for (int i = channel; i < values.length; i += channels) {
            double value =
                    arithmetic == Arithmetic.PIL ? values[i] * scale + -low * scale : (values[i] - low) * (float) scale;
            double inside = Math.max(0, Math.min(Raster.WHITE, value));
            values[i] = arithmetic.isWhole() ? (int) inside : (float) inside;
        }
    }

    private static void equalize(float[] values, int channel, int channels) {
        int[] histogram = new int[LEVELS];
        int highest = 0;
        for (int i = channel; i < values.length; i += channels) {
            histogram[(int) values[i]]++;
            highest = Math.max(highest, (int) values[i]);
        }
        int step = (values.length / channels - histogram[highest]) / Raster.WHITE;
        if (step == 0) {
            return;
        }
        int[] table = new int[LEVELS];
        int below = step / 2;
        for (int level = 0; level < LEVELS; level++) {
            table[level] = Math.min(Raster.WHITE, below / step);
            below += histogram[level];
        }
        for (int i = channel; i < values.length; i += channels) {
            values[i] = table[(int) values[i]];
        }
    }
}
