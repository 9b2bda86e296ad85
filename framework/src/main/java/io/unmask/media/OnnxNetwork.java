package io.unmask.media;

import io.unmask.config.BadInputException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.StringVector;
import org.bytedeco.opencv.opencv_dnn.Net;

/** An ONNX model from a picture to tables of numbers, run by OpenCV. Not safe for several threads; make one a thread. */
public final class OnnxNetwork implements AutoCloseable {
    private static final int STEP = 32;

    private final OnnxFile file;
    private final Net net;
    private final Preparation preparation;
    private final int width;
    private final int height;

    /**
     * How a picture becomes the input (1, 3, H, W): (value − mean) · scale.
     *
     * @param blueFirst whether channels come blue, green, red
     * @param mean of each channel, in the order of the input, 0 to 255
     * @param scale factor
     * @param longestSide larger pictures are shrunk to it, where the model leaves its size open
     */
    public record Preparation(boolean blueFirst, List<Double> mean, double scale, int longestSide) {}

    /**
     * An output as a table.
     *
     * @param columns length of its last side
     * @param values row by row; not copied
     */
    public record Output(int columns, float[] values) {
        /** Number of rows. */
        public int rows() {
            return values.length / columns;
        }

        /** One value. */
        public float at(int row, int column) {
            return values[row * columns + column];
        }
    }

    /**
     * Loads a model. A model of fixed input size gets pictures of that size, any other multiples of 32.
     *
     * @throws BadInputException if it is missing, damaged, has not one input of four sides, or OpenCV cannot import it
     */
    public OnnxNetwork(Path model, Preparation preparation) {
        file = OnnxFile.read(model, "name the file of an ONNX model");
        this.preparation = preparation;
        long[] shape = file.inputs().get(0).shape();
        if (file.inputs().size() != 1 || shape.length != 4 || (shape[1] > 0 && shape[1] != 3)) {
            throw new BadInputException(
                    model + ": inputs " + file.inputs() + "; expected one picture, (1, 3, height, width)");
        }
        height = (int) shape[2];
        width = (int) shape[3];
        boolean free = width < 0 || height < 0;
        OpenCv.run(() -> true); // loads the library, or says why it cannot
        try {
            net = opencv_dnn.readNetFromONNX(
                    free ? file.sized(preparation.longestSide(), preparation.longestSide()) : file.bytes());
        } catch (RuntimeException e) {
            throw new BadInputException(
                    model + ": OpenCV " + OpenCv.version() + " cannot import it: " + e.getMessage(), e);
        }
    }

    /** What runs it, with its version, for keys of caches. */
    public static String version() {
        return "OpenCV " + OpenCv.version();
    }

    /**
     * Checks that it has some outputs.
     *
     * @throws BadInputException if one is missing
     */
    public void requireOutputs(List<String> names) {
        for (String name : names) {
            if (file.outputs().stream().noneMatch(port -> port.name().equals(name))) {
                throw new BadInputException(file.file() + ": no output \"" + name + "\"; found: " + file.outputs());
            }
        }
    }

    /** What reads faces from outputs. */
    public interface Reading {
        /**
         * The faces.
         *
         * @param outputs by name
         * @param width columns of the input that gave them
         * @param height its rows
         */
        List<FaceBox> faces(Map<String, Output> outputs, int width, int height);
    }

    /**
     * Faces of a picture, in its pixels.
     *
     * @param image three channels
     * @throws BadInputException if the model cannot be run on it
     */
    public List<FaceBox> faces(Image image, List<String> names, Reading reading) {
        Letterbox input = width < 0 || height < 0
                ? Letterbox.free(image, preparation.longestSide(), STEP)
                : Letterbox.fixed(image, width, height);
        Image picture = input.picture();
        Map<String, Output> outputs = forward(picture, names);
        return reading.faces(outputs, picture.width(), picture.height()).stream()
                .map(input::back)
                .toList();
    }

    private Map<String, Output> forward(Image picture, List<String> names) {
        try {
            return OpenCv.run(() -> {
                float[] values = prepared(picture);
                int[] shape = {1, 3, picture.height(), picture.width()};
                net.setInput(new Mat(shape, opencv_core.CV_32F, new FloatPointer(values)));
                MatVector found = new MatVector();
                net.forward(found, new StringVector(names.toArray(String[]::new)));
                Map<String, Output> outputs = new LinkedHashMap<>();
                for (int i = 0; i < names.size(); i++) {
                    outputs.put(names.get(i), output(found.get(i)));
                }
                return outputs;
            });
        } catch (BadInputException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new BadInputException(
                    file.file() + ": OpenCV " + OpenCv.version() + " cannot run it on a picture of " + picture.width()
                            + " × " + picture.height() + ": " + e.getMessage(),
                    e);
        }
    }

    private float[] prepared(Image picture) {
        int pixels = picture.width() * picture.height();
        float[] values = new float[3 * pixels];
        for (int c = 0; c < 3; c++) {
            int from = preparation.blueFirst() ? 2 - c : c;
            double mean = preparation.mean().get(c);
            for (int i = 0; i < pixels; i++) {
                values[c * pixels + i] =
                        (float) (((picture.pixels()[3 * i + from] & 0xff) - mean) * preparation.scale());
            }
        }
        return values;
    }

    private static Output output(Mat mat) {
        float[] values = new float[(int) mat.total()];
        new FloatPointer(mat.data()).get(values);
        return new Output(mat.size(mat.dims() - 1), values);
    }

    @Override
    public void close() {
        net.close();
    }
}
