package io.unmask.media;

/**
 * A picture in memory: 8 bits a channel, row by row from the top, channels interleaved.
 *
 * @param width columns
 * @param height rows
 * @param channels 3 for red, green, blue in this order; 1 for grey pictures and masks
 * @param pixels height · width · channels bytes, each 0..255 unsigned; not copied, so whoever makes an image
 *     gives the array away
 */
public record Image(int width, int height, int channels, byte[] pixels) {
    /** Checks that the array has the size that the sides ask for. */
    public Image {
        if (width < 1 || height < 1 || (channels != 1 && channels != 3) || pixels.length != width * height * channels) {
            throw new IllegalArgumentException(
                    width + "x" + height + "x" + channels + " does not fit " + pixels.length + " bytes");
        }
    }

    /** A black picture. */
    public static Image blank(int width, int height, int channels) {
        return new Image(width, height, channels, new byte[width * height * channels]);
    }

    /** One value, 0..255. */
    public int at(int x, int y, int channel) {
        return pixels[(y * width + x) * channels + channel] & 0xff;
    }
}
