package io.unmask.data.face;

import io.unmask.data.Landmarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A centred moving average of boxes and landmarks, so that crops do not tremble. Scores stay.
 *
 * @param frames how many frames are averaged, odd
 */
record FaceSmoothing(int frames) {
    /**
     * The faces of one person, smoothed.
     *
     * @param faces by position; where neighbours are missing on either side, fewer are averaged, as many on both sides, so
     *     that a moving face is not pulled back
     */
    Map<Integer, Face> of(NavigableMap<Integer, Face> faces) {
        TreeMap<Integer, Face> smooth = new TreeMap<>();
        faces.forEach((position, face) -> {
            List<Face> around = new ArrayList<>(List.of(face));
            for (int step = 1; step <= frames / 2; step++) {
                Face before = faces.get(position - step);
                Face after = faces.get(position + step);
                if (before == null || after == null) {
                    break;
                }
                around.add(before);
                around.add(after);
            }
            smooth.put(position, mean(around));
        });
        return smooth;
    }

    /** The mean of some faces; the first is the one in the middle, which gives the score. */
    private static Face mean(List<Face> faces) {
        Face own = faces.get(0);
        if (faces.size() == 1) {
            return own;
        }
        return new Face(
                faces.stream().mapToDouble(Face::left).average().orElseThrow(),
                faces.stream().mapToDouble(Face::top).average().orElseThrow(),
                faces.stream().mapToDouble(Face::width).average().orElseThrow(),
                faces.stream().mapToDouble(Face::height).average().orElseThrow(),
                own.score(),
                landmarks(faces, own.landmarks()));
    }

    private static @Nullable Landmarks landmarks(List<Face> faces, @Nullable Landmarks own) {
        if (own == null) {
            return null;
        }
        double[] sums = new double[own.xy().length];
        for (Face face : faces) {
            Landmarks points = face.landmarks();
            if (points == null || points.size() != own.size()) {
                return own;
            }
            for (int i = 0; i < sums.length; i++) {
                sums[i] += points.xy()[i];
            }
        }
        float[] xy = new float[sums.length];
        for (int i = 0; i < xy.length; i++) {
            xy[i] = (float) (sums[i] / faces.size());
        }
        return new Landmarks(xy);
    }
}
