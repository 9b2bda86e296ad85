package io.unmask.media;

/** Cutting, padding and mirroring: pixels move, none is computed. */
public final class Crops {
    private Crops() {}

    /**
     * A window of a picture; what lies outside the picture repeats the nearest edge.
     *
     * @param left first column, may be negative
     * @param top first row, may be negative
     * @param width columns of the window
     * @param height rows of the window
     */
    public static Image window(Image image, int left, int top, int width, int height) {
        int channels = image.channels();
        byte[] from = image.pixels();
        byte[] to = new byte[width * height * channels];
        int insideFrom = Math.max(0, Math.min(width, -left));
        int insideTo = Math.max(insideFrom, Math.min(width, image.width() - left));
        for (int y = 0; y < height; y++) {
            int row = Math.max(0, Math.min(image.height() - 1, top + y)) * image.width();
            int out = y * width;
            if (insideTo > insideFrom) {
                System.arraycopy(
                        from,
                        (row + left + insideFrom) * channels,
                        to,
                        (out + insideFrom) * channels,
                        (insideTo - insideFrom) * channels);
            }
            repeat(from, row * channels, to, out * channels, insideFrom, channels);
            repeat(
                    from,
                    (row + image.width() - 1) * channels,
                    to,
                    (out + insideTo) * channels,
                    width - insideTo,
                    channels);
        }
        return new Image(width, height, channels, to);
    }

    /** Left becomes right. */
    public static Image flip(Image image) {
        int channels = image.channels();
        int width = image.width();
        byte[] from = image.pixels();
        byte[] to = new byte[from.length];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < width; x++) {
                int source = (y * width + x) * channels;
                int target = (y * width + width - 1 - x) * channels;
                for (int c = 0; c < channels; c++) {
                    to[target + c] = from[source + c];
                }
            }
        }
        return new Image(width, image.height(), channels, to);
    }

    /** The largest centred square, moved up or left by half a pixel where it cannot be centred. */
    public static Image square(Image image) {
        int side = Math.min(image.width(), image.height());
        if (image.width() == image.height()) {
            return image;
        }
        return window(image, (image.width() - side) / 2, (image.height() - side) / 2, side, side);
    }

    private static void repeat(byte[] from, int pixel, byte[] to, int start, int count, int channels) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(from, pixel, to, start + i * channels, channels);
        }
    }
}
