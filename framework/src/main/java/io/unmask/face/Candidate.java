package io.unmask.face;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * A box that may be a face, by its edges in pixels, in the arithmetic of single precision that the official code has.
 *
 * @param x1 left
 * @param y1 top
 * @param x2 right
 * @param y2 bottom
 * @param score probability of a face
 * @param shift of left, top, right and bottom edge as shares of the box, as the network wants it; not copied
 * @param points x0, y0, … in pixels; empty before the last network; not copied
 */
record Candidate(float x1, float y1, float x2, float y2, float score, float[] shift, float[] points) {
    /**
     * The box with its edges shifted.
     *
     * @param extra 1 where the right edge is meant to be the last pixel, 0 where it is the border behind it
     */
    Candidate shifted(float extra) {
        float width = x2 - x1 + extra;
        float height = y2 - y1 + extra;
        return new Candidate(
                x1 + shift[0] * width,
                y1 + shift[1] * height,
                x2 + shift[2] * width,
                y2 + shift[3] * height,
                score,
                shift,
                points);
    }

    /** The square with the same centre and the longer side. */
    Candidate squared() {
        float width = x2 - x1;
        float height = y2 - y1;
        float side = Math.max(width, height);
        float left = x1 + width * 0.5f - side * 0.5f;
        float top = y1 + height * 0.5f - side * 0.5f;
        return new Candidate(left, top, left + side, top + side, score, shift, points);
    }

    /** How boxes overlap. */
    enum Overlap {
        /** Shared area by the area that both cover. */
        UNION {
            @Override
            float of(Candidate a, Candidate b) {
                float shared = shared(a, b, 0);
                return shared / (area(a, 0) + area(b, 0) - shared);
            }
        },
        /** Shared area by the smaller of the areas, edges being the last pixels. */
        SMALLER {
            @Override
            float of(Candidate a, Candidate b) {
                return shared(a, b, 1) / Math.min(area(a, 1), area(b, 1));
            }
        };

        abstract float of(Candidate a, Candidate b);

        private static float shared(Candidate a, Candidate b, float extra) {
            float width = Math.max(0, Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1) + extra);
            return width * Math.max(0, Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1) + extra);
        }

        private static float area(Candidate box, float extra) {
            return (box.x2 - box.x1 + extra) * (box.y2 - box.y1 + extra);
        }
    }

    /**
     * The best of those that overlap more than a threshold, best first. Scores are often equal, at exactly 1: of those the
     * first is the best, but the last where the overlap is by the smaller one, as in the official code.
     */
    static List<Candidate> best(List<Candidate> all, Overlap overlap, double threshold) {
        List<Candidate> sorted = new ArrayList<>(all);
        if (overlap == Overlap.SMALLER) {
            Collections.reverse(sorted);
        }
        sorted.sort(Comparator.comparingDouble(Candidate::score).reversed());
        List<Candidate> kept = new ArrayList<>();
        for (Candidate candidate : sorted) {
            if (kept.stream().noneMatch(better -> overlap.of(better, candidate) > threshold)) {
                kept.add(candidate);
            }
        }
        return kept;
    }
}
