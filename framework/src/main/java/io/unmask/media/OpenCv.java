package io.unmask.media;

import io.unmask.config.BadInputException;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The way into OpenCV: loads it at the first picture, quietly, and gives every piece of native memory a
 * scope. One thread a call: the loader's workers are the parallelism.
 */
final class OpenCv {
    private OpenCv() {}

    /** Runs native work; every Mat made in it is freed at its end, so the result must be plain Java. */
    static <T> T run(Supplier<T> work) {
        Library.ready();
        PointerScope scope = new PointerScope();
        try {
            return work.get();
        } finally {
            scope.close();
        }
    }

    /** Version of the library: "4.13.0". */
    static String version() {
        return run(opencv_core::CV_VERSION);
    }

    /** A copy of a picture in native memory. */
    static Mat mat(Image image) {
        Mat mat = new Mat(image.height(), image.width(), opencv_core.CV_8UC(image.channels()));
        mat.data().put(image.pixels());
        return mat;
    }

    /** A copy of a plane in native memory. */
    static Mat mat(Plane plane) {
        Mat mat = new Mat(plane.height(), plane.width(), opencv_core.CV_32FC1);
        FloatIndexer values = mat.createIndexer();
        values.put(0, 0, plane.values());
        return mat;
    }

    /** A copy of a picture in floating point in native memory. */
    static Mat mat(Raster raster) {
        Mat mat = new Mat(raster.height(), raster.width(), opencv_core.CV_32FC(raster.channels()));
        FloatIndexer values = mat.createIndexer();
        values.put(new long[] {0, 0, 0}, raster.values());
        return mat;
    }

    /** A copy of a matrix of floats in Java's memory. */
    static Raster raster(Mat mat) {
        Mat whole = mat.isContinuous() ? mat : mat.clone();
        float[] values = new float[whole.rows() * whole.cols() * whole.channels()];
        FloatIndexer indexer = whole.createIndexer();
        indexer.get(new long[] {0, 0, 0}, values);
        return new Raster(whole.cols(), whole.rows(), whole.channels(), values);
    }

    /** A copy of a matrix of bytes in Java's memory. */
    static Image image(Mat mat) {
        Mat whole = mat.isContinuous() ? mat : mat.clone();
        byte[] pixels = new byte[whole.rows() * whole.cols() * whole.channels()];
        whole.data().get(pixels);
        return new Image(whole.cols(), whole.rows(), whole.channels(), pixels);
    }

    /** A copy of a matrix of floats, one channel, in Java's memory. */
    static Plane plane(Mat mat) {
        Mat whole = mat.isContinuous() ? mat : mat.clone();
        float[] values = new float[whole.rows() * whole.cols()];
        FloatIndexer indexer = whole.createIndexer();
        indexer.get(0, 0, values);
        return new Plane(whole.cols(), whole.rows(), values);
    }

    /** Holder: loaded once, at the first use. */
    private static final class Library {
        private static final String FAILURE = load();

        static void ready() {
            if (!FAILURE.isEmpty()) {
                throw new BadInputException(FAILURE);
            }
        }

        private static String load() {
            // JavaCPP refuses to allocate once the whole process, libtorch included, holds twice the Java heap.
            setUnlessSet("org.bytedeco.javacpp.maxbytes", "0");
            setUnlessSet("org.bytedeco.javacpp.maxphysicalbytes", "0");
            try {
                opencv_core.setNumThreads(1);
                return "";
            } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
                return NativeLibraries.cannotLoad("OpenCV", "opencv", e);
            }
        }

        private static void setUnlessSet(String key, String value) {
            if (System.getProperty(key) == null) {
                System.setProperty(key, value);
            }
        }
    }
}
