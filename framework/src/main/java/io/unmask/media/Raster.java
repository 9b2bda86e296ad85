package io.unmask.media;

import java.util.function.UnaryOperator;

/**
 * A picture in floating point, for what is computed in more than 8 bits: values as in an {@link Image}, 0..255,
 * whole or between, row by row, channels interleaved.
 *
 * @param width columns
 * @param height rows
 * @param channels 3 for red, green, blue; 1 for grey pictures and masks
 * @param values height · width · channels values; not copied
 */
public record Raster(int width, int height, int channels, float[] values) {
    /** The largest value: white. */
    static final int WHITE = 255;

    /** Checks that the array has the size that the sides ask for. */
    public Raster {
        if (width < 1 || height < 1 || channels < 1 || values.length != width * height * channels) {
            throw new IllegalArgumentException(
                    width + "x" + height + "x" + channels + " does not fit " + values.length + " floats");
        }
    }

    /** The values of an 8-bit picture. */
    public static Raster of(Image image) {
        byte[] pixels = image.pixels();
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = pixels[i] & 0xff;
        }
        return new Raster(image.width(), image.height(), image.channels(), values);
    }

    /** Changes an 8-bit picture in floating point; the result is rounded once, at the end. */
    public static Image change(Image image, UnaryOperator<Raster> change) {
        return change.apply(of(image)).toImage();
    }

    /** An 8-bit picture: rounded (half to even), clipped to 0..255. */
    public Image toImage() {
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.max(0, Math.min(WHITE, Math.rint(values[i])));
        }
        return new Image(width, height, channels, pixels);
    }

    /** An 8-bit picture: clipped to 0..255, then cut off to whole numbers, as a cast of NumPy does. */
    public Image truncated() {
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.max(0, Math.min(WHITE, values[i]));
        }
        return new Image(width, height, channels, pixels);
    }

    /** Other values on the same canvas. */
    Raster with(float[] others) {
        return new Raster(width, height, others.length / (width * height), others);
    }
}
