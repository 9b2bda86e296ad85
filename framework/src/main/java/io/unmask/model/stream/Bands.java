package io.unmask.model.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the frequency bands of F3-Net (Qian et al., ECCV 2020) begin and end. There is no official code, and the two
 * implementations in use differ from each other and from the paper. u and v are the row and column of a coefficient.
 */
public enum Bands {
    /**
     * yyk-wew/F3Net, also in DeepfakeBench: u + v from begin to end, both included, so neighbours share a diagonal;
     * borders of a picture at n/2.82 and n/2.
     */
    YYK {
        @Override
        boolean holds(int u, int v, Band band) {
            return u + v >= band.begin && u + v <= band.end;
        }

        @Override
        List<Band> ofPicture(int side) {
            int low = (int) Math.floor(side / YYK_LOW);
            int middle = side / 2;
            return List.of(
                    new Band(0, low), new Band(low, middle), new Band(middle, 2.0 * side), new Band(0, 2.0 * side));
        }
    },
    /** PyDeepFakeDet: u + v above begin up to end, so no band has the mean; borders of a picture at n/16, n/8 and n. */
    PYDEEPFAKEDET {
        @Override
        boolean holds(int u, int v, Band band) {
            return u + v > band.begin && u + v <= band.end;
        }

        @Override
        List<Band> ofPicture(int side) {
            int low = side / PAPER_LOW;
            int middle = side / PAPER_MIDDLE;
            return List.of(new Band(0, low), new Band(low, middle), new Band(middle, side), new Band(0, 2.0 * side));
        }
    },
    /** The paper's words: the larger of u and v in the first sixteenth of the spectrum, up to an eighth, the rest. */
    PAPER {
        @Override
        boolean holds(int u, int v, Band band) {
            return Math.max(u, v) >= band.begin && Math.max(u, v) < band.end;
        }

        @Override
        List<Band> ofPicture(int side) {
            double low = (double) side / PAPER_LOW;
            double middle = (double) side / PAPER_MIDDLE;
            return List.of(new Band(0, low), new Band(low, middle), new Band(middle, side), new Band(0, side));
        }

        @Override
        double reach(int window) {
            return window;
        }
    };

    private static final double YYK_LOW = 2.82;
    private static final int PAPER_LOW = 16;
    private static final int PAPER_MIDDLE = 8;

    /**
     * A band.
     *
     * @param begin its lower border
     * @param end its upper border
     */
    public record Band(double begin, double end) {}

    /** Whether a coefficient belongs to a band. */
    abstract boolean holds(int u, int v, Band band);

    /** The low, middle and high band of a whole picture, and all of it. */
    abstract List<Band> ofPicture(int side);

    /** The upper border of the last band of a window. */
    double reach(int window) {
        return 2.0 * window;
    }

    /** Bands of equal width over a window. */
    List<Band> ofWindow(int window, int count) {
        List<Band> bands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Divided first: a border that falls on a diagonal decides which bands have it, and so does its rounding.
            double width = reach(window) / count;
            bands.add(new Band(width * i, width * (i + 1)));
        }
        return List.copyOf(bands);
    }

    /** 1 for each coefficient of a square that belongs to a band, 0 for the others, row-major. */
    float[] mask(int side, Band band) {
        float[] mask = new float[side * side];
        for (int u = 0; u < side; u++) {
            for (int v = 0; v < side; v++) {
                mask[u * side + v] = holds(u, v, band) ? 1 : 0;
            }
        }
        return mask;
    }
}
