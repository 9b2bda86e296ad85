package io.unmask.data.source;

import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.data.Frame;
import io.unmask.data.Landmarks;
import io.unmask.random.RandomStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/**
 * Chooses whose face goes into a picture: somebody else's, held alike. How near two faces are is what is left between
 * their landmarks once one is turned, scaled and shifted onto the other (full Procrustes distance).
 */
final class Donors {
    private final List<Clip> clips;
    private final int nearest;
    private final int candidates;
    private final IdentityHashMap<Frame, Shape> shapes = new IdentityHashMap<>();

    /**
     * @param clips everybody; all frames have landmarks
     * @param nearest how many of the nearest are drawn from
     * @param candidates how many are compared
     */
    Donors(List<Clip> clips, int nearest, int candidates) {
        this.clips = clips;
        this.nearest = nearest;
        this.candidates = candidates;
        for (Clip clip : clips) {
            for (Frame frame : clip.frames()) {
                shapes.put(frame, Shape.of(Objects.requireNonNull(frame.landmarks())));
            }
        }
    }

    /** A clip of somebody who is not in the given one. */
    Clip of(Clip target, RandomStream random) {
        List<Clip> others = new ArrayList<>();
        int points = points(target.frames().get(0));
        for (Clip clip : clips) {
            // One way to mark faces for a clip, so its first frame speaks for the rest.
            if (points(clip.frames().get(0)) == points
                    && Collections.disjoint(clip.identities(), target.identities())) {
                others.add(clip);
            }
        }
        if (others.isEmpty()) {
            throw new BadInputException("swap_blend: nobody else for " + target.key() + " ("
                    + String.join(", ", target.identities()) + ") among " + clips.size() + " real clips of this split;"
                    + " it needs another person whose faces have as many landmarks (" + points + ")");
        }
        Frame first = target.frames().get(0);
        List<Ranked> ranked = new ArrayList<>();
        for (Clip other : drawn(others, random)) {
            ranked.add(new Ranked(other, distance(first, nearestFrame(other, first))));
        }
        ranked.sort(Comparator.comparingDouble(Ranked::distance));
        return ranked.get(random.integer(0, Math.min(nearest, ranked.size()) - 1))
                .clip();
    }

    /** The frame of a donor that suits a frame best. */
    Frame nearestFrame(Clip donor, Frame target) {
        return Collections.min(donor.frames(), Comparator.comparingDouble(frame -> distance(target, frame)));
    }

    private List<Clip> drawn(List<Clip> others, RandomStream random) {
        if (others.size() <= candidates) {
            return others;
        }
        int[] order = random.permutation(others.size());
        List<Clip> some = new ArrayList<>(candidates);
        for (int i = 0; i < candidates; i++) {
            some.add(others.get(order[i]));
        }
        return some;
    }

    private double distance(Frame first, Frame second) {
        return Objects.requireNonNull(shapes.get(first)).distance(Objects.requireNonNull(shapes.get(second)));
    }

    private static int points(Frame frame) {
        return Objects.requireNonNull(frame.landmarks()).size();
    }

    private record Ranked(Clip clip, double distance) {}

    /** Landmarks about their middle, scaled to a sum of squares of 1. */
    private record Shape(double[] x, double[] y) {
        static Shape of(Landmarks points) {
            int count = points.size();
            double[] x = new double[count];
            double[] y = new double[count];
            double middleX = 0;
            double middleY = 0;
            for (int i = 0; i < count; i++) {
                middleX += points.x(i) / count;
                middleY += points.y(i) / count;
            }
            double squares = 0;
            for (int i = 0; i < count; i++) {
                x[i] = points.x(i) - middleX;
                y[i] = points.y(i) - middleY;
                squares += x[i] * x[i] + y[i] * y[i];
            }
            double size = Math.sqrt(Math.max(squares, Double.MIN_NORMAL));
            for (int i = 0; i < count; i++) {
                x[i] /= size;
                y[i] /= size;
            }
            return new Shape(x, y);
        }

        /** 0 for equal shapes, 1 for shapes that have nothing in common or another number of points. */
        double distance(Shape other) {
            if (x.length != other.x.length) {
                return 1;
            }
            double along = 0;
            double across = 0;
            for (int i = 0; i < x.length; i++) {
                along += x[i] * other.x[i] + y[i] * other.y[i];
                across += x[i] * other.y[i] - y[i] * other.x[i];
            }
            return Math.sqrt(Math.max(0, 1 - along * along - across * across));
        }
    }
}
