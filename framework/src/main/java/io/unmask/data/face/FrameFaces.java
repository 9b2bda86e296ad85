package io.unmask.data.face;

import io.unmask.config.Check;
import io.unmask.media.Image;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link FaceChoice} needs to know of a frame; the picture itself need not be kept.
 *
 * @param frame its number in the video, from 0
 * @param width columns of the picture
 * @param height rows of the picture
 * @param faces all faces that were found on it; may be none
 * @param maskOverlaps for each face, what its box shares with the mask, as a share of what either covers, 0 to 1; null
 *     where the frame has no mask
 */
public record FrameFaces(
        int frame,
        int width,
        int height,
        List<Face> faces,
        @Nullable List<Double> maskOverlaps) {
    private static final int WHITE = 128;

    /** Copies the lists and checks that they fit each other. */
    public FrameFaces {
        faces = List.copyOf(faces);
        maskOverlaps = maskOverlaps == null ? null : List.copyOf(maskOverlaps);
        if (maskOverlaps != null) {
            Check.that(maskOverlaps.size() == faces.size(), "maskOverlaps", maskOverlaps, "must be one a face");
        }
    }

    /**
     * Of a frame with its faces.
     *
     * @param mask where the picture was manipulated: one channel, its size, white (128 and above) where it was; null
     *     where there is none
     */
    public static FrameFaces of(int frame, Image picture, List<Face> faces, @Nullable Image mask) {
        List<Double> overlaps = mask == null ? null : overlaps(mask, faces);
        return new FrameFaces(frame, picture.width(), picture.height(), faces, overlaps);
    }

    private static List<Double> overlaps(Image mask, List<Face> faces) {
        long all = count(mask, 0, 0, mask.width(), mask.height());
        List<Double> overlaps = new ArrayList<>(faces.size());
        for (Face face : faces) {
            long inside = count(mask, face.left(), face.top(), face.left() + face.width(), face.top() + face.height());
            overlaps.add(inside == 0 ? 0 : Math.min(1, inside / (all + face.area() - inside)));
        }
        return overlaps;
    }

    /** White pixels whose centres lie between the edges. */
    private static long count(Image mask, double left, double top, double right, double bottom) {
        int firstRow = (int) Math.max(0, Math.ceil(top - 0.5));
        int endRow = (int) Math.min(mask.height(), Math.ceil(bottom - 0.5));
        int firstColumn = (int) Math.max(0, Math.ceil(left - 0.5));
        int endColumn = (int) Math.min(mask.width(), Math.ceil(right - 0.5));
        long white = 0;
        for (int y = firstRow; y < endRow; y++) {
            for (int x = firstColumn; x < endColumn; x++) {
                white += mask.at(x, y, 0) >= WHITE ? 1 : 0;
            }
        }
        return white;
    }
}
