package io.unmask.data.audio;

import io.unmask.media.Plane;
import io.unmask.random.RandomStream;

/**
 * Rows or columns of mel bands that are set to the least value there is, as torchaudio chooses them: a width from
 * U(0, widest), a start from U(0, size − width), both cut off after the point.
 */
final class MaskedBand {
    private MaskedBand() {}

    /** A copy with some rows, or columns where {@code columns}, masked; {@code widest} may be no whole number. */
    static Plane mask(Plane plane, boolean columns, double widest, int count, RandomStream random) {
        float[] values = plane.values().clone();
        float least = Float.POSITIVE_INFINITY;
        for (float value : values) {
            least = Math.min(least, value);
        }
        int size = columns ? plane.width() : plane.height();
        for (int i = 0; i < count; i++) {
            double width = random.uniform(0, Math.min(widest, size));
            double start = random.uniform(0, size - width);
            int first = (int) start;
            for (int line = first; line < first + (int) width; line++) {
                fill(values, plane, columns, line, least);
            }
        }
        return new Plane(plane.width(), plane.height(), values);
    }

    private static void fill(float[] values, Plane plane, boolean columns, int line, float with) {
        int length = columns ? plane.height() : plane.width();
        for (int j = 0; j < length; j++) {
            values[columns ? j * plane.width() + line : line * plane.width() + j] = with;
        }
    }
}
