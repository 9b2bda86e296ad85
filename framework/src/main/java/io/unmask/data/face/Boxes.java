package io.unmask.data.face;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.files.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Faces that the user gives, a row each: {@code video, left, top, width, height} must be there; {@code frame} (from 0;
 * left out, the face is in the same place in all frames), {@code score} (0 to 1) and landmarks ({@code x0, y0, x1, y1, …})
 * may. A CSV file with a header, or a JSON array of objects with the same names, where landmarks may be
 * {@code "landmarks": [x0, y0, …]}. All in pixels of the frame, {@link Face} says from where.
 *
 * <p>{@code video} is the key of a video, or the end of one after a slash, down to its mere name, with or without the
 * ending of the file; of several that fit, the longest holds. Several rows of one frame are several faces.
 */
@JsonTypeName("boxes")
@AutoService(FaceDetector.class)
@Doc("Faces given in a CSV or JSON file: video, frame, left, top, width, height and, optionally, score and landmarks.")
public record Boxes(
        @Doc("The table: video, frame, left, top, width, height; optionally score and x0, y0, x1, y1, … of landmarks.")
        Path file,

        @Doc(
                "What holds for frames without a row: none (no face), nearest (the nearest row of the video), or interpolate"
                        + " (between the rows before and after, where both have as many faces).")
        @Default("none")
        Between between)
        implements FaceDetector {
    /** What holds for a frame without a row, of a video that has rows. */
    public enum Between {
        /** No face is there. */
        NONE,
        /** The faces of the nearest frame with a row, the earlier of two. */
        NEAREST,
        /** On the straight way from the row before to the row after; before the first and after the last, no face. */
        INTERPOLATE
    }

    @Override
    public FaceFinder open() {
        FaceTable table = FaceTable.read(file);
        Map<String, NavigableMap<Integer, List<Face>>> known = new HashMap<>();
        return (picture, video, frame) -> at(frame, known.computeIfAbsent(video, table::of));
    }

    private List<Face> at(int frame, NavigableMap<Integer, List<Face>> rows) {
        List<Face> given = rows.get(rows.containsKey(FaceRow.EVERY_FRAME) ? FaceRow.EVERY_FRAME : frame);
        if (given != null) {
            return List.copyOf(given);
        }
        Map.Entry<Integer, List<Face>> before = rows.floorEntry(frame);
        Map.Entry<Integer, List<Face>> after = rows.ceilingEntry(frame);
        if (between == Between.NEAREST) {
            return List.copyOf(nearest(frame, before, after).getValue());
        }
        if (between == Between.NONE || before == null || after == null) {
            return List.of();
        }
        double share = (double) (frame - before.getKey()) / (after.getKey() - before.getKey());
        return between(before.getValue(), after.getValue(), share);
    }

    private static Map.Entry<Integer, List<Face>> nearest(
            int frame,
            Map.@Nullable Entry<Integer, List<Face>> before,
            Map.@Nullable Entry<Integer, List<Face>> after) {
        if (before == null || after == null) {
            return Objects.requireNonNull(before == null ? after : before);
        }
        return frame - before.getKey() <= after.getKey() - frame ? before : after;
    }

    private static List<Face> between(List<Face> before, List<Face> after, double share) {
        if (before.size() != after.size()) {
            return List.of();
        }
        List<Face> faces = new ArrayList<>(before.size());
        for (int i = 0; i < before.size(); i++) {
            faces.add(before.get(i).towards(after.get(i), share));
        }
        return faces;
    }

    @Override
    public String fingerprint() {
        return "Boxes[between=" + between + ", file=" + Sha256.of(file) + "]";
    }
}
