package io.unmask.data.face;

import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Landmarks;
import io.unmask.media.Affine;
import io.unmask.media.Border;
import io.unmask.media.Box;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From a face to the part of the picture that is cut out.
 *
 * <p>A window has the centre of the face's box. With {@code square} its side is the longer side of the box times
 * {@code 1 + 2 · margin}, otherwise each side is its own times that; both are rounded to whole pixels (half a pixel up),
 * then the left and upper edge, so a crop without {@code sidePixels} is made of pixels of the picture, none computed.
 * With {@code sidePixels} the window is resampled edge to edge: the mean over areas where it shrinks, bilinear where it
 * grows. Where a point of the picture lies in the crop is known to the last bit: {@link Cut#toCrop}.
 *
 * <p>An aligned crop is sampled at places that are no pixels: bilinear, with coordinates rounded to 1/32 of a pixel as
 * OpenCV does, from a picture that is first shrunk by a whole factor where the crop is less than half as large.
 *
 * @param margin room on each side of the box, or of the template, as a share of it
 * @param square whether windows are square
 * @param sidePixels side of square crops, or the width of others; null for pixels as they are
 * @param align whether crops are turned onto a template
 * @param border what lies outside the picture
 * @param inside whether a window that reaches over the picture's edge is moved inside
 */
@Doc("Which part of the picture is cut out.")
public record FaceCrop(
        @Doc("Room on each side, as a share of the face's box (or of the template of aligned crops).") @Default("0.15")
        double margin,

        @Doc("Square windows with the longer side of the box.") @Default("true")
        boolean square,

        @Doc(
                "Side of the crops, pixels; left out, windows keep their size and no pixel is resampled. Aligned crops need it.")
        @Nullable
        Integer sidePixels,

        @Doc(
                "Turn crops so that eyes, nose and mouth lie where the template of ArcFace has them: none, where_known, required.")
        @Default("none")
        Alignment align,

        @Doc("What lies outside the picture: black, replicate, reflect, symmetric.") @Default("replicate")
        Border border,

        @Doc("Move a window that reaches over an edge of the picture inside, as far as it fits.") @Default("false")
        boolean inside) {
    private static final int POINTS_AFTER_DECIMAL = 4;

    /** Checks ranges. */
    public FaceCrop {
        Check.that(margin >= 0 && margin <= 4, "margin", margin, "must be from 0 to 4");
        Check.that(
                sidePixels == null || (sidePixels >= 8 && sidePixels <= 4096),
                "sidePixels",
                String.valueOf(sidePixels),
                "must be from 8 to 4096");
        Check.that(
                align == Alignment.NONE || sidePixels != null,
                "align",
                align,
                "needs side_pixels, since aligned crops are resampled");
        Check.that(
                square || align == Alignment.NONE,
                "square",
                square,
                "must be true for aligned crops, which are square");
    }

    /**
     * How a face is cut out.
     *
     * @param width columns of the picture
     * @param height rows of the picture
     * @return nothing where alignment is required and the face has no points for it
     */
    public Optional<Cut> cut(Face face, int width, int height) {
        Landmarks points = face.landmarks();
        boolean aligned = align != Alignment.NONE && points != null && FacePoints.areIn(points);
        if (aligned && sidePixels != null && points != null) {
            Affine to = FacePoints.toTemplate(points, sidePixels, margin);
            return Optional.of(new Cut(null, to, sidePixels, sidePixels, border));
        }
        if (align == Alignment.REQUIRED) {
            return Optional.empty();
        }
        Box window = window(face, width, height);
        int columns = sidePixels == null ? window.width() : sidePixels;
        int rows = sidePixels == null
                ? window.height()
                : square ? sidePixels : Math.max(1, rounded(sidePixels * window.height() / (double) window.width()));
        Affine to = Affine.translation(-window.left(), -window.top())
                .then(Affine.resize(window.width(), window.height(), columns, rows));
        return Optional.of(new Cut(window, to, columns, rows, border));
    }

    /** The window of a face in whole pixels, as the class describes it. */
    Box window(Face face, int pictureWidth, int pictureHeight) {
        double longer = Math.max(face.width(), face.height());
        int width = Math.max(1, rounded((square ? longer : face.width()) * (1 + 2 * margin)));
        int height = Math.max(1, rounded((square ? longer : face.height()) * (1 + 2 * margin)));
        int left = rounded(face.left() + face.width() / 2 - width / 2.0);
        int top = rounded(face.top() + face.height() / 2 - height / 2.0);
        return inside
                ? new Box(moved(left, width, pictureWidth), moved(top, height, pictureHeight), width, height)
                : new Box(left, top, width, height);
    }

    /** Inside where it fits, else centred. */
    private static int moved(int start, int length, int available) {
        return length > available ? (available - length) / 2 : Math.max(0, Math.min(available - length, start));
    }

    /** Half a pixel up, also below zero; sums are rid of their last bits, so that 10.5 stays 10.5. */
    private static int rounded(double value) {
        double scale = Math.pow(10, POINTS_AFTER_DECIMAL);
        return (int) Math.floor(Math.rint(value * scale) / scale + 0.5);
    }
}
