package io.unmask.media;

/**
 * Luma and colour differences in floating point, full range as OpenCV defines them: Y = 0.299 R + 0.587 G + 0.114 B,
 * Cb = 0.564 (B - Y) + 127.5, Cr = 0.713 (R - Y) + 127.5.
 */
public final class YCbCr {
    /** The value of both colour differences for grey. */
    public static final float CENTRE = 127.5f;

    private YCbCr() {}

    /** Channels Y, Cb, Cr of a picture in red, green, blue. */
    public static Raster of(Raster rgb) {
        float[] from = rgb.values();
        float[] to = new float[from.length];
        for (int i = 0; i < to.length; i += 3) {
            float luma = 0.299f * from[i] + 0.587f * from[i + 1] + 0.114f * from[i + 2];
            to[i] = luma;
            to[i + 1] = 0.564f * (from[i + 2] - luma) + CENTRE;
            to[i + 2] = 0.713f * (from[i] - luma) + CENTRE;
        }
        return rgb.with(to);
    }

    /** Red, green, blue again; values may lie outside 0..255. */
    public static Raster toRgb(Raster yCbCr) {
        float[] from = yCbCr.values();
        float[] to = new float[from.length];
        for (int i = 0; i < to.length; i += 3) {
            float blue = from[i + 1] - CENTRE;
            float red = from[i + 2] - CENTRE;
            to[i] = from[i] + 1.403f * red;
            to[i + 1] = from[i] - 0.344f * blue - 0.714f * red;
            to[i + 2] = from[i] + 1.773f * blue;
        }
        return yCbCr.with(to);
    }
}
