package io.unmask.media;

/**
 * Brightness, contrast, saturation and hue by factors, as torchvision's {@code adjust_…}: mixes of a picture with
 * black, with its mean grey or with its grey version. Three channels in, three out; the given picture stays.
 */
public final class ColourChanges {
    private static final int SECTORS = 6;

    private ColourChanges() {}

    /** Mixed with black: factor 0 is black, 1 the picture, 2 twice as bright. */
    public static Raster brightness(Raster picture, double factor, Arithmetic arithmetic) {
        return mixed(picture, 0, factor, arithmetic);
    }

    /** Mixed with its mean grey: factor 0 is grey all over, 1 the picture. */
    public static Raster contrast(Raster picture, double factor, Arithmetic arithmetic) {
        double sum = 0;
        for (float value : greys(picture, arithmetic)) {
            sum += value;
        }
        return mixed(picture, arithmetic.meanGrey(sum, picture.width() * picture.height()), factor, arithmetic);
    }

    /** Mixed with its grey version: factor 0 is grey, 1 the picture. */
    public static Raster saturation(Raster picture, double factor, Arithmetic arithmetic) {
        float[] greys = greys(picture, arithmetic);
        float[] values = new float[picture.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = arithmetic.blend(picture.values()[i], greys[i / 3], factor);
        }
        return picture.with(values);
    }

    /** Its grey version, in three equal channels. */
    public static Raster grey(Raster picture, Arithmetic arithmetic) {
        float[] greys = greys(picture, arithmetic);
        float[] values = new float[picture.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = greys[i / 3];
        }
        return picture.with(values);
    }

    /**
     * Turns the hue; saturation and value stay.
     *
     * @param turn part of a full turn of the colour wheel, -0.5..0.5
     */
    public static Raster hue(Raster picture, double turn, Arithmetic arithmetic) {
        float[] from = picture.values();
        float[] values = new float[from.length];
        for (int i = 0; i < values.length; i += 3) {
            if (arithmetic == Arithmetic.PIL) {
                turnIn8Bits(from, values, i, (int) (turn * Raster.WHITE));
            } else {
                turn(from, values, i, turn, arithmetic);
            }
        }
        return picture.with(values);
    }

    private static float[] greys(Raster picture, Arithmetic arithmetic) {
        requireColour(picture);
        float[] values = picture.values();
        float[] greys = new float[values.length / 3];
        for (int i = 0; i < greys.length; i++) {
            greys[i] = arithmetic.grey(values[3 * i], values[3 * i + 1], values[3 * i + 2]);
        }
        return greys;
    }

    private static Raster mixed(Raster picture, float other, double factor, Arithmetic arithmetic) {
        return ToneCurves.changed(picture, arithmetic, value -> arithmetic.blend((float) value, other, factor));
    }

    /** In float32 throughout, as the original: truncation makes a level of the last bit. */
    private static void turn(float[] from, float[] to, int at, double turn, Arithmetic arithmetic) {
        float red = from[at] / Raster.WHITE;
        float green = from[at + 1] / Raster.WHITE;
        float blue = from[at + 2] / Raster.WHITE;
        float max = Math.max(red, Math.max(green, blue));
        float min = Math.min(red, Math.min(green, blue));
        float saturation = max == min ? 0 : (max - min) / max;
        float beyond = (float) sixths(red, green, blue) / SECTORS + 1;
        float hue = (beyond < 1 ? beyond : beyond - 1) + (float) turn;
        float sixth = (hue - (float) Math.floor(hue)) * SECTORS;
        int sector = (int) sixth;
        float part = sixth - sector;
        float low = level(max * (1 - saturation), arithmetic);
        float falling = level(max * (1 - saturation * part), arithmetic);
        float rising = level(max * (1 - saturation * (1 - part)), arithmetic);
        put(to, at, sector % SECTORS, level(max, arithmetic), low, falling, rising);
    }

    private static float level(float unit, Arithmetic arithmetic) {
        float value = Arithmetic.clipped(unit * Raster.WHITE);
        return arithmetic.isWhole() ? (int) value : value;
    }

    /**
     * As Pillow's HSV pictures: hue, saturation and value in 8 bits each, the hue wrapping at 256. What Pillow keeps
     * in float32 is rounded to it: a last bit makes a whole step of the hue.
     */
    private static void turnIn8Bits(float[] from, float[] to, int at, int turn) {
        float max = Math.max(from[at], Math.max(from[at + 1], from[at + 2]));
        float min = Math.min(from[at], Math.min(from[at + 1], from[at + 2]));
        int saturation = max == min ? 0 : (int) ((double) ((max - min) / max) * Raster.WHITE);
        if (saturation == 0) {
            put(to, at, 0, max, max, max, max);
            return;
        }
        double sixths = (float) sixths(from[at], from[at + 1], from[at + 2]);
        double beyond = sixths / SECTORS + 1;
        float unit = (float) (beyond < 1 ? beyond : beyond - 1);
        int hue = ((int) ((double) unit * Raster.WHITE) + turn) & 0xff;
        double sixth = (double) hue * SECTORS / Raster.WHITE;
        int sector = (int) sixth;
        float part = (float) (sixth - sector);
        float strength = (float) saturation / Raster.WHITE;
        float low = Math.round(max * (1.0 - strength));
        float falling = Math.round(max * (1.0 - strength * part));
        float rising = Math.round(max * (1.0 - strength * (1.0 - part)));
        put(to, at, sector % SECTORS, max, low, falling, rising);
    }

    /** The hue in sixths of a turn, -1..5; 0 for greys. */
    private static double sixths(float red, float green, float blue) {
        float max = Math.max(red, Math.max(green, blue));
        float range = max - Math.min(red, Math.min(green, blue));
        if (range == 0) {
            return 0;
        }
        float toRed = (max - red) / range;
        float toGreen = (max - green) / range;
        float toBlue = (max - blue) / range;
        if (red == max) {
            return toBlue - toGreen;
        }
        return green == max ? 2.0 + toRed - toBlue : 4.0 + toGreen - toRed;
    }

    private static void put(float[] to, int at, int sector, float max, float low, float falling, float rising) {
        to[at] = sector == 0 || sector == 5 ? max : sector == 1 ? falling : sector == 4 ? rising : low;
        to[at + 1] = sector == 1 || sector == 2 ? max : sector == 3 ? falling : sector == 0 ? rising : low;
        to[at + 2] = sector == 3 || sector == 4 ? max : sector == 5 ? falling : sector == 2 ? rising : low;
    }

    private static void requireColour(Raster picture) {
        if (picture.channels() != 3) {
            throw new IllegalArgumentException("a colour picture has 3 channels, not " + picture.channels());
        }
    }
}
