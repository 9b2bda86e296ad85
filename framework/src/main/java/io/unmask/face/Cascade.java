package io.unmask.face;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.unmask.data.Landmarks;
import io.unmask.data.face.Face;
import io.unmask.data.face.FaceFinder;
import io.unmask.media.Image;
import io.unmask.model.nn.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * The three networks of MTCNN one after another, with the steps and thresholds of timesler/facenet-pytorch,
 * {@code models/utils/detect_face.py}: proposals on a pyramid of the picture, refined twice.
 */
final class Cascade implements FaceFinder {
    /** Side of the windows that the first network looks at, and the pixels between them. */
    private static final int WINDOW = 12;

    private static final int STRIDE = 2;
    private static final int REFINED_SIDE = 24;
    private static final int OUTPUT_SIDE = 48;
    private static final int BATCH = 512;
    private static final int POINTS = 5;
    private static final double OVERLAP_IN_A_LEVEL = 0.5;
    private static final double OVERLAP = 0.7;

    private final Mtcnn settings;
    private final NDManager manager;
    private final CascadeNet proposing;
    private final CascadeNet refining;
    private final CascadeNet output;

    /**
     * A cascade.
     *
     * @param manager owns the networks; closed with the finder
     */
    Cascade(Mtcnn settings, NDManager manager, CascadeNet proposing, CascadeNet refining, CascadeNet output) {
        this.settings = settings;
        this.manager = manager;
        this.proposing = proposing;
        this.refining = refining;
        this.output = output;
    }

    @Override
    public List<Face> find(Image picture, String video, int frame) {
        // One thread, whatever the machine has, so that a picture has the same faces everywhere; and nothing recorded.
        int threads = JniUtils.getNumThreads();
        boolean records = JniUtils.isGradMode();
        JniUtils.setNumThreads(1);
        JniUtils.setGradMode(false);
        try {
            return find(new AreaTable(picture)).stream().map(Cascade::face).toList();
        } finally {
            JniUtils.setGradMode(records);
            JniUtils.setNumThreads(threads);
        }
    }

    private static Face face(Candidate box) {
        return new Face(
                box.x1(), box.y1(), box.x2() - box.x1(), box.y2() - box.y1(), box.score(), new Landmarks(box.points()));
    }

    private List<Candidate> find(AreaTable picture) {
        List<Candidate> proposals = new ArrayList<>();
        double first = (double) WINDOW / settings.minFacePixels();
        double shorter = Math.min(picture.width(), picture.height()) * first;
        for (double scale = first; shorter >= WINDOW; scale *= settings.factor(), shorter *= settings.factor()) {
            proposals.addAll(Candidate.best(proposed(picture, scale), Candidate.Overlap.UNION, OVERLAP_IN_A_LEVEL));
        }
        List<Candidate> squares = Candidate.best(proposals, Candidate.Overlap.UNION, OVERLAP).stream()
                .map(box -> box.shifted(0).squared())
                .toList();
        List<Candidate> refined = looked(
                refining, picture, squares, REFINED_SIDE, settings.thresholds().get(1));
        squares = Candidate.best(refined, Candidate.Overlap.UNION, OVERLAP).stream()
                .map(box -> box.shifted(1).squared())
                .toList();
        List<Candidate> faces = looked(
                        output,
                        picture,
                        squares,
                        OUTPUT_SIDE,
                        settings.thresholds().get(2))
                .stream()
                .map(box -> box.shifted(1))
                .toList();
        return Candidate.best(faces, Candidate.Overlap.SMALLER, OVERLAP);
    }

    /** What the first network finds at one size of the picture. */
    private List<Candidate> proposed(AreaTable picture, double scale) {
        int width = (int) (picture.width() * scale + 1);
        int height = (int) (picture.height() * scale + 1);
        float[] pixels = new float[3 * width * height];
        picture.part(0, 0, picture.width(), picture.height(), width, height, pixels, 0);
        try (NDManager scratch = manager.newSubManager()) {
            NDArray input = scratch.create(pixels, new Shape(1, 3, height, width));
            CascadeNet.Answer answer = proposing.forward(input, Pass.evaluation());
            float[] faces = answer.faces().toFloatArray();
            float[] shifts = answer.boxes().toFloatArray();
            int columns = (int) answer.faces().getShape().get(1);
            float least = settings.thresholds().get(0).floatValue();
            List<Candidate> found = new ArrayList<>();
            for (int i = 0; i < faces.length; i++) {
                if (faces[i] >= least) {
                    float[] shift = new float[4];
                    for (int edge = 0; edge < 4; edge++) {
                        shift[edge] = shifts[edge * faces.length + i];
                    }
                    found.add(window(i % columns, i / columns, (float) scale, faces[i], shift));
                }
            }
            return found;
        }
    }

    private static Candidate window(int column, int row, float scale, float score, float[] shift) {
        return new Candidate(
                (float) Math.floor((STRIDE * column + 1) / scale),
                (float) Math.floor((STRIDE * row + 1) / scale),
                (float) Math.floor((STRIDE * column + WINDOW) / scale),
                (float) Math.floor((STRIDE * row + WINDOW) / scale),
                score,
                shift,
                new float[0]);
    }

    /** Those boxes that a network takes for faces, with its score, shifts and points. */
    private List<Candidate> looked(CascadeNet net, AreaTable picture, List<Candidate> boxes, int side, double least) {
        List<Candidate> inside =
                boxes.stream().filter(box -> Crop.of(box, picture) != null).toList();
        List<Candidate> faces = new ArrayList<>();
        for (int i = 0; i < inside.size(); i += BATCH) {
            faces.addAll(
                    batch(net, picture, inside.subList(i, Math.min(inside.size(), i + BATCH)), side, (float) least));
        }
        return faces;
    }

    private List<Candidate> batch(CascadeNet net, AreaTable picture, List<Candidate> boxes, int side, float least) {
        int size = 3 * side * side;
        float[] pixels = new float[boxes.size() * size];
        for (int i = 0; i < boxes.size(); i++) {
            Crop crop = Crop.of(boxes.get(i), picture);
            if (crop != null) {
                picture.part(crop.left, crop.top, crop.columns, crop.rows, side, side, pixels, i * size);
            }
        }
        try (NDManager scratch = manager.newSubManager()) {
            NDArray input = scratch.create(pixels, new Shape(boxes.size(), 3, side, side));
            CascadeNet.Answer answer = net.forward(input, Pass.evaluation());
            float[] scores = answer.faces().toFloatArray();
            float[] shifts = answer.boxes().toFloatArray();
            float[] points =
                    answer.points() == null ? new float[0] : answer.points().toFloatArray();
            List<Candidate> faces = new ArrayList<>();
            for (int i = 0; i < scores.length; i++) {
                if (scores[i] > least) {
                    Candidate box = boxes.get(i);
                    float[] shift = java.util.Arrays.copyOfRange(shifts, 4 * i, 4 * i + 4);
                    float[] placed = points.length == 0 ? points : placed(box, points, 2 * POINTS * i);
                    faces.add(new Candidate(box.x1(), box.y1(), box.x2(), box.y2(), scores[i], shift, placed));
                }
            }
            return faces;
        }
    }

    /** Points of a box in pixels; the network gives five x, then five y. */
    private static float[] placed(Candidate box, float[] points, int begin) {
        float width = box.x2() - box.x1() + 1;
        float height = box.y2() - box.y1() + 1;
        float[] xy = new float[2 * POINTS];
        for (int i = 0; i < POINTS; i++) {
            xy[2 * i] = width * points[begin + i] + box.x1() - 1;
            xy[2 * i + 1] = height * points[begin + POINTS + i] + box.y1() - 1;
        }
        return xy;
    }

    @Override
    public void close() {
        manager.close();
    }

    /** The whole pixels of a box that lie in the picture; boxes count pixels from 1, both ends included. */
    private record Crop(int left, int top, int columns, int rows) {
        static @org.jspecify.annotations.Nullable Crop of(Candidate box, AreaTable picture) {
            int left = Math.max(1, (int) box.x1()) - 1;
            int top = Math.max(1, (int) box.y1()) - 1;
            int right = Math.min(picture.width(), (int) box.x2());
            int bottom = Math.min(picture.height(), (int) box.y2());
            return right > left && bottom > top ? new Crop(left, top, right - left, bottom - top) : null;
        }
    }
}
