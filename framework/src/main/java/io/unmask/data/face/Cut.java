package io.unmask.data.face;

import io.unmask.data.Landmarks;
import io.unmask.media.Affine;
import io.unmask.media.Border;
import io.unmask.media.Box;
import io.unmask.media.Crops;
import io.unmask.media.Image;
import io.unmask.media.Interpolation;
import io.unmask.media.Resampling;
import org.jspecify.annotations.Nullable;

/**
 * A part of a picture that is cut out: a window, or an aligned part.
 *
 * @param window whole pixels of the picture; null for an aligned part
 * @param toCrop from pixels of the picture to pixels of the crop, (0, 0) being the centre of the first pixel of either
 * @param width columns of the crop
 * @param height rows of the crop
 * @param border what lies outside the picture
 */
public record Cut(@Nullable Box window, Affine toCrop, int width, int height, Border border) {
    /** Whether it is turned onto a template. */
    public boolean isAligned() {
        return window == null;
    }

    /** The crop of a picture. */
    public Image of(Image picture) {
        return cut(picture, Interpolation.AUTO);
    }

    /** The crop of a mask: the nearest pixel, since its values may not mix. */
    public Image ofMask(Image mask) {
        return cut(mask, Interpolation.NEAREST);
    }

    /** Points as they lie in the crop. */
    public Landmarks of(Landmarks points) {
        return moved(points, toCrop);
    }

    /** Points moved by a map. */
    public static Landmarks moved(Landmarks points, Affine map) {
        float[] xy = new float[2 * points.size()];
        for (int i = 0; i < points.size(); i++) {
            xy[2 * i] = (float) map.x(points.x(i), points.y(i));
            xy[2 * i + 1] = (float) map.y(points.x(i), points.y(i));
        }
        return new Landmarks(xy);
    }

    private Image cut(Image picture, Interpolation how) {
        if (window == null) {
            return aligned(picture, how);
        }
        Image part = border == Border.REPLICATE
                ? Crops.window(picture, window.left(), window.top(), window.width(), window.height())
                : Crops.window(picture, window, border);
        return Resampling.resize(part, width, height, how);
    }

    private Image aligned(Image picture, Interpolation how) {
        double scale = Math.hypot(toCrop.a(), toCrop.b());
        int factor = how == Interpolation.NEAREST ? 1 : Math.max(1, (int) (1 / scale));
        int columns = Math.max(1, picture.width() / factor);
        int rows = Math.max(1, picture.height() / factor);
        Image small = Resampling.resize(picture, columns, rows, Interpolation.AUTO);
        Affine fromSmall = Affine.resize(columns, rows, picture.width(), picture.height());
        return Resampling.warp(small, fromSmall.then(toCrop), width, height, how, border);
    }
}
