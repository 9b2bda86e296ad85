package io.unmask.media;

import io.unmask.config.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.FaceDetectorYN;

/**
 * Faces with five points by YuNet (Wu, Peng, Yu: YuNet, a tiny millisecond-level face detector, 2023), run by OpenCV's
 * {@code FaceDetectorYN}. The model is a file that the user names. Not safe for several threads; make one a thread.
 */
public final class YuNetFaces implements AutoCloseable {
    /** Where the model is published, and how to name it. */
    public static final String PUBLISHED =
            "download face_detection_yunet_2023mar.onnx from github.com/opencv/opencv_zoo"
                    + " (models/face_detection_yunet), or yunet_n_320_320.onnx or yunet_n_dynamic.onnx from"
                    + " github.com/ShiqiYu/libfacedetection.train (onnx), and name the file: yunet: {model: FILE}";

    private static final int MOST_CANDIDATES = 5000;
    private static final int POINTS = 5;
    private static final int SCORE = 4 + 2 * POINTS;
    /** The network halves its input five times. */
    private static final int STEP = 32;
    /** What free input sizes are fixed to for the import; it runs on any size. */
    private static final int TRAINED_SIDE = 320;

    private final FaceDetectorYN detector;
    private final int longestSide;
    /**
     * Loads a model.
     *
     * @param model the ONNX file, of fixed or free input size
     * @param score least score of a face, 0 to 1
     * @param overlap of two faces that share more than this of what they cover, the one with the lower score is dropped
     * @param longestSide larger pictures are looked at in this size
     * @throws BadInputException if the file is missing, damaged or another network
     */
    public YuNetFaces(Path model, double score, double overlap, int longestSide) {
        OnnxFile file = OnnxFile.read(model, PUBLISHED);
        this.longestSide = longestSide;
        OpenCv.run(() -> true); // loads the library, or says why it cannot
        try {
            detector = FaceDetectorYN.create(
                    "onnx",
                    file.sized(TRAINED_SIDE, TRAINED_SIDE),
                    new byte[0],
                    new Size(STEP, STEP),
                    (float) score,
                    (float) overlap,
                    MOST_CANDIDATES,
                    0,
                    0);
            all(Image.blank(STEP, STEP, 3));
        } catch (RuntimeException e) {
            throw new BadInputException(
                    model + ": OpenCV " + OpenCv.version() + " cannot run it as YuNet"
                            + "\n    found:    inputs " + file.inputs() + ", outputs " + file.outputs()
                            + "\n    expected: one picture, and cls, obj, bbox and kps at strides 8, 16 and 32"
                            + "\n    cure: " + PUBLISHED,
                    e);
        }
    }

    /** What runs the model, with its version, for keys of caches. */
    public static String version() {
        return "FaceDetectorYN of OpenCV " + OpenCv.version();
    }

    /**
     * All faces of a picture. Points: right eye, left eye, tip of the nose, right and left corner of the mouth, right and
     * left as seen by the person.
     *
     * @param image three channels
     */
    public List<FaceBox> all(Image image) {
        Letterbox input = Letterbox.free(image, longestSide, STEP);
        return detect(input.picture()).stream().map(input::back).toList();
    }

    private List<FaceBox> detect(Image image) {
        return OpenCv.run(() -> {
            Mat bgr = new Mat();
            opencv_imgproc.cvtColor(OpenCv.mat(image), bgr, opencv_imgproc.COLOR_RGB2BGR);
            detector.setInputSize(new Size(image.width(), image.height()));
            Mat found = new Mat();
            detector.detect(bgr, found);
            List<FaceBox> faces = new ArrayList<>();
            if (!found.empty()) {
                FloatIndexer values = found.createIndexer();
                for (int i = 0; i < found.rows(); i++) {
                    faces.add(face(values, i));
                }
            }
            return faces;
        });
    }

    private static FaceBox face(FloatIndexer values, int row) {
        float[] points = new float[2 * POINTS];
        for (int i = 0; i < points.length; i++) {
            points[i] = values.get(row, 4 + i);
        }
        return new FaceBox(
                values.get(row, 0),
                values.get(row, 1),
                values.get(row, 2),
                values.get(row, 3),
                Math.min(1, values.get(row, SCORE)),
                points);
    }

    @Override
    public void close() {
        detector.close();
    }
}
