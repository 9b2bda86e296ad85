package io.unmask.media;

/**
 * A picture shrunk to fit a network, with black to the right and below; pictures that fit are not enlarged.
 *
 * @param picture what the network gets
 * @param horizontal pixels of the network for a pixel of the picture, to the right
 * @param vertical the same, down
 */
record Letterbox(Image picture, double horizontal, double vertical) {
    /**
     * Into a canvas of fixed size.
     *
     * @param image three channels
     */
    static Letterbox fixed(Image image, int width, int height) {
        double scale = Math.min(1, Math.min((double) width / image.width(), (double) height / image.height()));
        return padded(image, scale, width, height);
    }

    /**
     * Into the smallest canvas whose sides are multiples of a step.
     *
     * @param longestSide of the picture at most
     */
    static Letterbox free(Image image, int longestSide, int step) {
        double scale = Math.min(1, (double) longestSide / Math.max(image.width(), image.height()));
        int width = (side(image.width(), scale) + step - 1) / step * step;
        int height = (side(image.height(), scale) + step - 1) / step * step;
        return padded(image, scale, width, height);
    }

    private static int side(int pixels, double scale) {
        return (int) Math.max(1, Math.round(scale * pixels));
    }

    private static Letterbox padded(Image image, double scale, int width, int height) {
        int columns = Math.min(width, side(image.width(), scale));
        int rows = Math.min(height, side(image.height(), scale));
        boolean same = columns == image.width() && rows == image.height();
        Image small = same ? image : Resampling.resize(image, columns, rows, Interpolation.AREA);
        Image canvas = small;
        if (columns != width || rows != height) {
            canvas = Image.blank(width, height, 3);
            for (int y = 0; y < rows; y++) {
                System.arraycopy(small.pixels(), 3 * y * columns, canvas.pixels(), 3 * y * width, 3 * columns);
            }
        }
        return new Letterbox(canvas, (double) columns / image.width(), (double) rows / image.height());
    }

    /** A face of the network's picture in pixels of the one that was given. */
    FaceBox back(FaceBox face) {
        float[] points = face.points().clone();
        for (int i = 0; i < points.length; i++) {
            points[i] /= (float) (i % 2 == 0 ? horizontal : vertical);
        }
        return new FaceBox(
                face.left() / horizontal,
                face.top() / vertical,
                face.width() / horizontal,
                face.height() / vertical,
                face.score(),
                points);
    }
}
