package io.unmask.data.face;

import io.unmask.config.BadInputException;
import io.unmask.data.Landmarks;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table of faces, as text, read on demand.
 *
 * @param file where it is from
 * @param line the line that it begins at, from 1
 * @param fields what is in it, by name of the column; empty where nothing is
 */
record FaceRow(Path file, int line, Map<String, String> fields) {
    /** A row that holds for all frames of its video. */
    static final int EVERY_FRAME = -1;

    private static final Pattern COLUMN = Pattern.compile("video|frame|left|top|width|height|score|[xy]\\d{1,3}");
    private static final Pattern POINT = Pattern.compile("[xy]\\d{1,3}");
    private static final Pattern ENDING = Pattern.compile(
            "\\.(mp4|avi|mov|mkv|webm|m4v|mpe?g|wmv|flv|gif|jpe?g|png|bmp|webp|tiff?)$", Pattern.CASE_INSENSITIVE);

    /** Refuses columns of other names, so that a misspelt one is not passed over in silence. */
    void requireKnownColumns() {
        for (String name : fields.keySet()) {
            if (!COLUMN.matcher(name).matches()) {
                throw error("unknown column \"" + name
                        + "\"; known: video, frame, left, top, width, height, score, x0, y0, x1, y1, …");
            }
        }
    }

    /** A key or name of a video as it is looked up: with slashes, without the ending of its file. */
    static String plain(String video) {
        return ENDING.matcher(video.replace('\\', '/')).replaceFirst("");
    }

    /** The video, plain. */
    String video() {
        String video = plain(text("video"));
        if (video.isEmpty()) {
            throw error("video: expected the key or file name of a video, found nothing");
        }
        return video;
    }

    /** The frame from 0, or {@link #EVERY_FRAME} where none is given. */
    int frame() {
        String text = text("frame");
        if (text.isEmpty()) {
            return EVERY_FRAME;
        }
        double number = number("frame");
        if (number < 0 || number > Integer.MAX_VALUE || number != Math.rint(number)) {
            throw error("frame: expected a whole number from 0, found \"" + text + "\"");
        }
        return (int) number;
    }

    /** The face. */
    Face face() {
        double score = text("score").isEmpty() ? 1 : number("score");
        if (score < 0 || score > 1) {
            throw error("score: expected a number from 0 to 1, found \"" + text("score") + "\"");
        }
        return new Face(number("left"), number("top"), side("width"), side("height"), score, landmarks());
    }

    private double side(String name) {
        double side = number(name);
        if (side <= 0) {
            throw error(name + ": expected a number of pixels above 0, found \"" + text(name) + "\"");
        }
        return side;
    }

    private @Nullable Landmarks landmarks() {
        int count = 0;
        while (!text("x" + count).isEmpty() && !text("y" + count).isEmpty()) {
            count++;
        }
        long given = fields.keySet().stream()
                .filter(name -> POINT.matcher(name).matches() && !text(name).isEmpty())
                .count();
        if (given != 2L * count) {
            throw error("landmarks: expected x0, y0, x1, y1, … without a gap, found " + given + " numbers of which "
                    + 2 * count + " belong to whole points from x0 on");
        }
        float[] xy = new float[2 * count];
        for (int i = 0; i < count; i++) {
            xy[2 * i] = (float) number("x" + i);
            xy[2 * i + 1] = (float) number("y" + i);
        }
        return count == 0 ? null : new Landmarks(xy);
    }

    private double number(String name) {
        String text = text(name);
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below: what is no number and what is not finite are the same mistake to a user.
        }
        throw error(name + ": expected a number, found " + (text.isEmpty() ? "nothing" : '"' + text + '"'));
    }

    private String text(String name) {
        return fields.getOrDefault(name, "").strip();
    }

    /** A problem of this row, for throwing. */
    BadInputException error(String problem) {
        return new BadInputException(String.format(Locale.ROOT, "%s:%d: %s", file, line, problem));
    }
}
