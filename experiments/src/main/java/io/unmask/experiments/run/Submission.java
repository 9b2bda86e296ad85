package io.unmask.experiments.run;

import io.unmask.config.BadInputException;
import io.unmask.data.source.CsvFile;
import io.unmask.evaluate.Aggregate;
import io.unmask.evaluate.Scores;
import io.unmask.files.WholeFile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file for a competition that gives a template: the template's rows in the template's order, with the scores of a
 * detector where it has one and the template's own value elsewhere. A name of the template is that of a file, {@code
 * a.mp4}, or of a video, {@code a}.
 *
 * @param names the first column of the template
 * @param rows a name and the value that stays where nothing is predicted, in order
 */
public record Submission(String names, List<Row> rows) {
    /** What the competitions call the column of probabilities. */
    private static final String PREDICTION = "y_pred";

    /** The names of videos and of pictures in the two tracks. */
    private static final List<String> NAMES = List.of("video_name", "img_name");

    /**
     * A row of the template.
     *
     * @param name of a file or video
     * @param value as it is written there
     */
    public record Row(String name, String value) {}

    /**
     * What was written.
     *
     * @param predicted rows with a score
     * @param kept rows with the template's value
     * @param unused scored videos that the template does not name
     */
    public record Outcome(int predicted, int kept, int unused) {}

    /** Copies the list. */
    public Submission {
        rows = List.copyOf(rows);
    }

    /**
     * Reads a template: a column video_name or img_name, and optionally y_pred.
     *
     * @param fallback probability where the template has none
     * @throws BadInputException if it is missing or malformed; names file and line
     */
    public static Submission template(Path file, double fallback) {
        try (CsvFile csv = new CsvFile(file)) {
            int name = NAMES.stream()
                    .mapToInt(csv::column)
                    .filter(column -> column >= 0)
                    .findFirst()
                    .orElse(-1);
            if (name < 0) {
                throw csv.error("no column video_name or img_name; found: " + String.join(", ", csv.header()));
            }
            int value = csv.column(PREDICTION);
            List<Row> rows = new ArrayList<>();
            while (csv.next()) {
                boolean open = csv.field(value).isEmpty();
                if (!open) {
                    csv.number(value);
                }
                rows.add(new Row(csv.filled(name), open ? plain((float) fallback) : csv.field(value)));
            }
            return new Submission(csv.header().get(name), rows);
        }
    }

    /**
     * Writes the file, whole or not at all.
     *
     * @param scores of a data set
     * @param aggregate how frames become a video's score
     * @param passes by how many each probability is multiplied: the baseline of multi-FFDV adds up as many equal passes
     * @throws BadInputException if the template names none of the videos, or two of them by one name
     */
    public Outcome write(Path file, Scores scores, Aggregate aggregate, int passes) {
        return write(file, byVideo(scores, aggregate), passes);
    }

    /**
     * The same.
     *
     * @param byVideo probabilities by the name of the video, without extension
     * @throws BadInputException if the template names none of them
     */
    public Outcome write(Path file, Map<String, Double> byVideo, int passes) {
        Set<String> used = new HashSet<>();
        StringBuilder text =
                new StringBuilder(names).append(',').append(PREDICTION).append('\n');
        int predicted = 0;
        for (Row row : rows) {
            String video = byVideo.containsKey(row.name()) ? row.name() : stem(row.name());
            Double score = byVideo.get(video);
            if (score != null) {
                predicted++;
                used.add(video);
            }
            text.append(quoted(row.name()))
                    .append(',')
                    .append(score == null ? row.value() : plain((float) (passes * score)))
                    .append('\n');
        }
        if (predicted == 0) {
            throw new BadInputException("none of the " + rows.size() + " names of the template, such as \""
                    + (rows.isEmpty() ? "" : rows.get(0).name()) + "\", is one of the " + byVideo.size()
                    + " scored videos, such as \""
                    + byVideo.keySet().stream().sorted().findFirst().orElse("")
                    + "\"; is it the template of this data set?");
        }
        WholeFile.write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
        return new Outcome(predicted, rows.size() - predicted, byVideo.size() - used.size());
    }

    private static Map<String, Double> byVideo(Scores scores, Aggregate aggregate) {
        double[] values = scores.videoScores(aggregate);
        Map<String, Double> byVideo = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            String name = scores.videos().get(i).video();
            if (byVideo.put(name, values[i]) != null) {
                throw new BadInputException("two scored videos are called \"" + name
                        + "\" (of different methods or data sets), so that the template cannot tell them apart");
            }
        }
        return byVideo;
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static String quoted(String name) {
        return name.indexOf(',') < 0 && name.indexOf('"') < 0 ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Without an exponent, which not every reader of CSV takes for a number. */
    private static String plain(float value) {
        return new BigDecimal(Float.toString(value)).toPlainString();
    }
}
