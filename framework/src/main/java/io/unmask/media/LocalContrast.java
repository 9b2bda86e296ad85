package io.unmask.media;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Size;

/** Contrast that follows the neighbourhood. */
public final class LocalContrast {
    private LocalContrast() {}

    /**
     * Histogram equalisation of the lightness in tiles, with limited contrast (CLAHE), between which it interpolates.
     *
     * @param rgb three channels
     * @param clipLimit how much steeper than the mean a tile's curve may be
     * @param tiles tiles along each side
     */
    public static Image equalize(Image rgb, double clipLimit, int tiles) {
        return OpenCv.run(() -> {
            Mat lab = new Mat();
            opencv_imgproc.cvtColor(OpenCv.mat(rgb), lab, opencv_imgproc.COLOR_RGB2Lab);
            MatVector planes = new MatVector();
            opencv_core.split(lab, planes);
            Mat lightness = new Mat();
            opencv_imgproc.createCLAHE(clipLimit, new Size(tiles, tiles)).apply(planes.get(0), lightness);
            planes.put(0, lightness);
            opencv_core.merge(planes, lab);
            Mat back = new Mat();
            opencv_imgproc.cvtColor(lab, back, opencv_imgproc.COLOR_Lab2RGB);
            return OpenCv.image(back);
        });
    }
}
