package io.unmask.media;

import io.unmask.config.BadInputException;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;

/**
 * Finds frontal faces by the cascade {@code haarcascade_frontalface_alt2} (Viola and Jones; Lienhart) that
 * OpenCV carries, so nothing is downloaded. It misses profiles and small or dark faces: good enough to find the
 * one face of a photograph of a face, no more. Not safe for several threads; make one a thread.
 */
public final class HaarFaces implements AutoCloseable {
    private static final String CASCADE = "haarcascade_frontalface_alt2.xml";
    private static final double SCALE_STEP = 1.1;
    /** Larger pictures are looked at in this size. */
    private static final int LONGEST_SIDE = 480;

    private static final int NEIGHBOURS = 3;
    /** Faces smaller than this share of the picture's shorter side are not looked for. */
    private static final double SMALLEST_SHARE = 0.15;

    private final CascadeClassifier classifier;

    /**
     * Loads the cascade.
     *
     * @throws BadInputException if OpenCV or its cascade cannot be loaded
     */
    public HaarFaces() {
        OpenCv.run(() -> true); // loads the library, or says why it cannot
        String resource = "/org/bytedeco/opencv/" + Loader.getPlatform() + "/share/opencv4/haarcascades/" + CASCADE;
        try {
            File file = Loader.cacheResource(resource);
            if (file == null) {
                throw new BadInputException("the OpenCV jar of this platform has no " + resource);
            }
            classifier = new CascadeClassifier(file.getPath());
        } catch (IOException e) {
            throw new BadInputException(resource + " cannot be unpacked: " + e.getMessage(), e);
        }
    }

    /**
     * The largest face of a picture, forehead to chin and about as wide as the face; nothing where none is found.
     *
     * @param image three channels
     */
    public Optional<Box> largest(Image image) {
        int longest = Math.max(image.width(), image.height());
        if (longest <= LONGEST_SIDE) {
            return detect(image);
        }
        double scale = (double) LONGEST_SIDE / longest;
        int width = Math.max(1, (int) Math.round(scale * image.width()));
        int height = Math.max(1, (int) Math.round(scale * image.height()));
        Image small = Resampling.resize(image, width, height, Interpolation.AREA);
        return detect(small).map(box -> enlarged(box, 1 / scale));
    }

    private static Box enlarged(Box box, double by) {
        return new Box(
                (int) Math.round(by * box.left()),
                (int) Math.round(by * box.top()),
                (int) Math.round(by * box.width()),
                (int) Math.round(by * box.height()));
    }

    private Optional<Box> detect(Image image) {
        return OpenCv.run(() -> {
            Mat grey = new Mat();
            opencv_imgproc.cvtColor(OpenCv.mat(image), grey, opencv_imgproc.COLOR_RGB2GRAY);
            int smallest = (int) Math.max(20, SMALLEST_SHARE * Math.min(image.width(), image.height()));
            RectVector found = new RectVector();
            classifier.detectMultiScale(
                    grey, found, SCALE_STEP, NEIGHBOURS, 0, new Size(smallest, smallest), new Size());
            Box largest = null;
            for (Rect face : found.get()) {
                Box box = new Box(face.x(), face.y(), face.width(), face.height());
                largest = largest == null || box.area() > largest.area() ? box : largest;
            }
            return Optional.ofNullable(largest);
        });
    }

    @Override
    public void close() {
        classifier.close();
    }
}
