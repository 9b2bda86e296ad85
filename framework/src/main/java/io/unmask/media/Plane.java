package io.unmask.media;

/**
 * One channel of floats in memory, row by row from the top: soft masks, displacement fields.
 *
 * @param width columns
 * @param height rows
 * @param values height · width numbers; not copied, so whoever makes a plane gives the array away
 */
public record Plane(int width, int height, float[] values) {
    /** Checks that the array has the size that the sides ask for. */
    public Plane {
        if (width < 1 || height < 1 || values.length != width * height) {
            throw new IllegalArgumentException(width + "x" + height + " does not fit " + values.length + " floats");
        }
    }

    /** A plane of zeros. */
    public static Plane blank(int width, int height) {
        return new Plane(width, height, new float[width * height]);
    }

    /** A grey picture or mask scaled from 0..255 to 0..1. */
    public static Plane of(Image grey) {
        if (grey.channels() != 1) {
            throw new IllegalArgumentException("a plane is made from 1 channel, not " + grey.channels());
        }
        float[] values = new float[grey.width() * grey.height()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (grey.pixels()[i] & 0xff) / 255f;
        }
        return new Plane(grey.width(), grey.height(), values);
    }

    /** One value. */
    public float at(int x, int y) {
        return values[y * width + x];
    }

    /** The largest value. */
    public float max() {
        float max = values[0];
        for (float value : values) {
            max = Math.max(max, value);
        }
        return max;
    }

    /** A grey picture: 0..1 scaled to 0..255, rounded, clipped. */
    public Image toImage() {
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.max(0, Math.min(255, Math.round(values[i] * 255)));
        }
        return new Image(width, height, 1, pixels);
    }
}
