package io.unmask.data.prepare;

import io.unmask.data.Landmarks;
import io.unmask.data.face.Cut;
import io.unmask.data.face.Face;
import io.unmask.data.source.CsvFile;
import io.unmask.data.video.Recording;
import io.unmask.media.Affine;
import io.unmask.media.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code frames.csv}: one chosen frame, cropped or skipped.
 *
 * @param frame its number in the video, from 0
 * @param pack the packed file below the folder, with / between folders
 * @param picture place of the crop in it; -1 where there is none
 * @param mask place of the mask in it; -1 where there is none
 * @param face the face, in pixels of the frame; null where none was found
 * @param cut what was cut out; null where nothing was
 * @param skipped why there is no crop; empty where there is one
 */
record FrameRow(
        int frame,
        String pack,
        int picture,
        int mask,
        @Nullable Face face,
        @Nullable Cut cut,
        String skipped) {
    /** Rule for faces without the points that crops are to be aligned by. */
    static final String NO_POINTS = "no_points";

    /** The columns, the ones of a recording first; the reason for skipping is the last. */
    static final List<String> COLUMNS = List.of(
            "dataset",
            "method",
            "compression",
            "video",
            "identities",
            "label",
            "split",
            "frame",
            "pack",
            "picture",
            "mask",
            "left",
            "top",
            "width",
            "height",
            "score",
            "landmarks",
            "window",
            "to_crop",
            "skipped");

    /** The fields of a recording that begin every row. */
    static List<String> recording(Recording recording) {
        return List.of(
                recording.dataset(),
                recording.method(),
                lower(recording.compression()),
                recording.video(),
                String.join(";", recording.identities()),
                lower(recording.label()),
                recording.split() == null ? "" : lower(recording.split()));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Why a row has no crop; empty where it has one. */
    static String skipped(String line) {
        return line.substring(line.lastIndexOf(',') + 1);
    }

    /** The number of a row's frame. Counted from the end, where no field holds a comma, as names at the beginning may. */
    static String frame(String line) {
        String[] parts = line.split(",", -1);
        return parts[parts.length - COLUMNS.size() + COLUMNS.indexOf("frame")];
    }

    String line(Recording recording) {
        List<String> fields = new ArrayList<>(recording(recording));
        fields.add(Integer.toString(frame));
        fields.add(picture < 0 ? "" : pack);
        fields.add(picture < 0 ? "" : Integer.toString(picture));
        fields.add(mask < 0 ? "" : Integer.toString(mask));
        Face found = face;
        if (found == null) {
            fields.addAll(List.of("", "", "", "", "", ""));
        } else {
            fields.addAll(
                    List.of(number(found.left()), number(found.top()), number(found.width()), number(found.height())));
            fields.add(number(found.score()));
            fields.add(found.landmarks() == null ? "" : points(found.landmarks()));
        }
        Box window = cut == null ? null : cut.window();
        fields.add(
                window == null
                        ? ""
                        : window.left() + " " + window.top() + " " + window.width() + " " + window.height());
        fields.add(cut == null ? "" : map(cut.toCrop()));
        fields.add(skipped);
        return CsvFile.line(fields);
    }

    /** Four places after the point: a box to a ten-thousandth of a pixel. */
    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value).replaceAll("\\.?0+$", "");
    }

    private static String points(Landmarks landmarks) {
        List<String> numbers = new ArrayList<>();
        for (float value : landmarks.xy()) {
            numbers.add(String.format(Locale.ROOT, "%.2f", value));
        }
        return String.join(" ", numbers);
    }

    /** All digits, so that points lie in the crop where they lay when it was made. */
    private static String map(Affine map) {
        return map.a() + " " + map.b() + " " + map.c() + " " + map.d() + " " + map.e() + " " + map.f();
    }
}
