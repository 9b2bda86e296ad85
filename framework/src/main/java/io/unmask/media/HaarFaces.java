package io.unmask.media;

import io.unmask.config.BadInputException;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
 * OpenCV carries, so nothing is downloaded. It misses profiles and small or dark faces. Not safe for several
 * threads; make one a thread.
 */
public final class HaarFaces implements AutoCloseable {
    private static final String CASCADE = "haarcascade_frontalface_alt2.xml";
    /** The cascade was trained on windows of this side. */
    private static final int WINDOW = 20;

    private final CascadeClassifier classifier;
    private final double scaleStep;
    private final int neighbours;
    private final int longestSide;
    private final double smallestShare;

    /** As photographs of one face are looked at. */
    public HaarFaces() {
        this(1.1, 3, 480, 0.15);
    }

    /**
     * Loads the cascade.
     *
     * @param scaleStep from one size of face to the next, above 1
     * @param neighbours overlapping finds that a face needs, less one
     * @param longestSide larger pictures are looked at in this size
     * @param smallestShare smaller faces, as a share of the picture's shorter side, are not looked for
     * @throws BadInputException if OpenCV or its cascade cannot be loaded
     */
    public HaarFaces(double scaleStep, int neighbours, int longestSide, double smallestShare) {
        this.scaleStep = scaleStep;
        this.neighbours = neighbours;
        this.longestSide = longestSide;
        this.smallestShare = smallestShare;
        classifier = new CascadeClassifier(cascade());
    }

    /** What finds the faces, with its version, for keys of caches. */
    public static String version() {
        return CASCADE + " of OpenCV " + OpenCv.version();
    }

    private static String cascade() {
        OpenCv.run(() -> true); // loads the library, or says why it cannot
        String resource = "/org/bytedeco/opencv/" + Loader.getPlatform() + "/share/opencv4/haarcascades/" + CASCADE;
        try {
            File file = Loader.cacheResource(resource);
            if (file == null) {
                throw new BadInputException("the OpenCV jar of this platform has no " + resource);
            }
            return file.getPath();
        } catch (IOException e) {
            throw new BadInputException(resource + " cannot be unpacked: " + e.getMessage(), e);
        }
    }

    /** The largest of {@link #all}, the first of equals; nothing where none is found. */
    public Optional<Box> largest(Image image) {
        return largest(all(image));
    }

    private static Optional<Box> largest(List<Box> boxes) {
        Box largest = null;
        for (Box box : boxes) {
            largest = largest == null || box.area() > largest.area() ? box : largest;
        }
        return Optional.ofNullable(largest);
    }

    /**
     * All faces of a picture, each forehead to chin and about as wide as the face.
     *
     * @param image three channels
     */
    public List<Box> all(Image image) {
        int longest = Math.max(image.width(), image.height());
        if (longest <= longestSide) {
            return detect(image);
        }
        double scale = (double) longestSide / longest;
        int width = Math.max(1, (int) Math.round(scale * image.width()));
        int height = Math.max(1, (int) Math.round(scale * image.height()));
        Image small = Resampling.resize(image, width, height, Interpolation.AREA);
        return detect(small).stream().map(box -> enlarged(box, 1 / scale)).toList();
    }

    private static Box enlarged(Box box, double by) {
        return new Box(
                (int) Math.round(by * box.left()),
                (int) Math.round(by * box.top()),
                (int) Math.round(by * box.width()),
                (int) Math.round(by * box.height()));
    }

    private List<Box> detect(Image image) {
        return OpenCv.run(() -> {
            Mat grey = new Mat();
            opencv_imgproc.cvtColor(OpenCv.mat(image), grey, opencv_imgproc.COLOR_RGB2GRAY);
            int smallest = (int) Math.max(WINDOW, smallestShare * Math.min(image.width(), image.height()));
            RectVector found = new RectVector();
            classifier.detectMultiScale(
                    grey, found, scaleStep, neighbours, 0, new Size(smallest, smallest), new Size());
            List<Box> boxes = new ArrayList<>();
            for (Rect face : found.get()) {
                boxes.add(new Box(face.x(), face.y(), face.width(), face.height()));
            }
            return boxes;
        });
    }

    @Override
    public void close() {
        classifier.close();
    }
}
