package io.unmask.data.portraits;

/** A sensor that sees one colour a pixel, in rows of red, green and green, blue; and the way back to three colours. */
final class Mosaic {
    private final float[] seen;
    private final int side;

    /** What the sensor read, before any noise was removed. */
    Mosaic(float[] seen, int side) {
        this.seen = seen;
        this.side = side;
    }

    /** The plane, 0 red, 1 green, 2 blue, that the sensor sees there. */
    static int colour(int x, int y) {
        return (y & 1) + (x & 1);
    }

    /**
     * Fills in what was not seen into three planes: green along the direction in which the picture changes less
     * (after Hamilton and Adams 1997), red and blue through their difference to green. Noise comes out correlated
     * between neighbours, as from a camera.
     */
    void fill(float[][] planes) {
        float[] green = planes[1];
        float[] difference = new float[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int at = side * y + x;
                green[at] = colour(x, y) == 1 ? seen[at] : green(x, y);
                difference[at] = seen[at] - green[at];
            }
        }
        for (int y = 0; y < side; y++) {
            differences(y, difference, planes);
        }
        // Cameras smooth colour more than brightness: fine hair would turn to confetti otherwise.
        for (int c = 0; c < 3; c += 2) {
            Blur.apply(planes[c], side, 0.8f);
            for (int i = 0; i < green.length; i++) {
                planes[c][i] += green[i];
            }
        }
    }

    private float green(int x, int y) {
        int at = side * y + x;
        int left = at - (x > 0 ? 1 : -1);
        int right = at + (x < side - 1 ? 1 : -1);
        int up = at - (y > 0 ? side : -side);
        int down = at + (y < side - 1 ? side : -side);
        float bendX = 2 * seen[at] - seen[x > 1 ? at - 2 : at] - seen[x < side - 2 ? at + 2 : at];
        float bendY = 2 * seen[at] - seen[y > 1 ? at - 2 * side : at] - seen[y < side - 2 ? at + 2 * side : at];
        float across = Math.abs(seen[left] - seen[right]) + Math.abs(bendX);
        float along = Math.abs(seen[up] - seen[down]) + Math.abs(bendY);
        float share = (along + 1e-5f) / (along + across + 2e-5f);
        return Noise.mix((seen[up] + seen[down]) / 2 + bendY / 4, (seen[left] + seen[right]) / 2 + bendX / 4, share);
    }

    /** One row of red minus green and blue minus green, each missing one the mean of its nearest neighbours. */
    private void differences(int y, float[] difference, float[][] planes) {
        int up = side * (y > 0 ? y - 1 : 1);
        int down = side * (y < side - 1 ? y + 1 : side - 2);
        int row = side * y;
        // The colour, red or blue, that shares this row with green, and the other one.
        float[] own = planes[y % 2 == 0 ? 0 : 2];
        float[] other = planes[y % 2 == 0 ? 2 : 0];
        for (int x = 0; x < side; x++) {
            int left = x > 0 ? x - 1 : 1;
            int right = x < side - 1 ? x + 1 : side - 2;
            if (colour(x, y) == 1) {
                own[row + x] = (difference[row + left] + difference[row + right]) / 2;
                other[row + x] = (difference[up + x] + difference[down + x]) / 2;
            } else {
                own[row + x] = difference[row + x];
                float above = difference[up + left] + difference[up + right];
                other[row + x] = (above + difference[down + left] + difference[down + right]) / 4;
            }
        }
    }
}
