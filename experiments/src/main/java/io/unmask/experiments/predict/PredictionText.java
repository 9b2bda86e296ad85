package io.unmask.experiments.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The scores as lines for a terminal. */
final class PredictionText {
    private PredictionText() {}

    static List<String> of(List<ScoredFile> files, Limits limits) {
        List<String> lines = new ArrayList<>();
        lines.add("probability  score  file");
        files.forEach(file -> lines.add(line(file)));
        lines.add("");
        limits.sentences().forEach(sentence -> lines.add("note: " + sentence));
        return lines;
    }

    static String line(ScoredFile file) {
        String note = file.problem() == null ? "" : "  (" + file.problem() + ")";
        String probability = Double.isNaN(file.probability())
                ? "          –"
                : String.format(Locale.ROOT, "%9.0f %%", 100 * file.probability());
        String score = file.isScored() ? String.format(Locale.ROOT, "%.3f", file.score()) : "    –";
        return probability + "  " + score + "  " + file.file() + note;
    }
}
