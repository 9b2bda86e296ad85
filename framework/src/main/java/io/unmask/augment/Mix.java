package io.unmask.augment;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the pictures of a batch are mixed: each with one partner from the same batch.
 *
 * @param partners the index of each picture's partner
 * @param shares the weight of each picture's own label, 0..1; its partner's has the rest
 * @param windows what each picture takes over from its partner; null where pictures are blended by their shares
 */
public record Mix(int[] partners, double[] shares, @Nullable List<Window> windows) {
    /**
     * A part of a picture.
     *
     * @param top its first row
     * @param left its first column
     * @param bottom the row after its last
     * @param right the column after its last
     */
    public record Window(int top, int left, int bottom, int right) {
        /** Nothing. */
        public static final Window EMPTY = new Window(0, 0, 0, 0);

        /** Number of pixels. */
        public int area() {
            return (bottom - top) * (right - left);
        }
    }

    /** A batch left as it is. */
    public static Mix none(int pictures) {
        double[] whole = new double[pictures];
        Arrays.fill(whole, 1);
        return new Mix(IntStream.range(0, pictures).toArray(), whole, null);
    }

    /** Whether any picture changes. */
    public boolean changesAnything() {
        return Arrays.stream(shares).anyMatch(share -> share < 1);
    }

    /** Whether all pictures have one share. */
    public boolean isUniform() {
        return Arrays.stream(shares).allMatch(share -> share == shares[0]);
    }
}
