package io.unmask.report;

import io.unmask.config.BadInputException;
import io.unmask.config.Setting;
import io.unmask.data.Label;
import io.unmask.evaluate.ScoredVideo;
import io.unmask.evaluate.Scores;
import io.unmask.report.html.Element;
import io.unmask.train.Explainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The pictures that were most confidently misjudged. Shown are those of the first seed of each cell; where there are
 * many cells, of the baseline alone, or else of the first variant.
 */
record MistakesSection(Findings findings) {
    private static final int MOST_CELLS = 12;
    private static final String JPG = ".jpg";

    static List<Element> of(Findings findings) {
        return new MistakesSection(findings).elements();
    }

    private List<Element> elements() {
        List<Element> content = new ArrayList<>();
        List<TrialResult> shown = shown();
        for (SetEvaluation set : findings.sets()) {
            for (TrialResult trial : shown) {
                TrialFiles files = trial.files();
                Path list = files == null ? null : files.mistakes().get(set.set());
                if (list != null) {
                    content.add(pictures(set, trial, list));
                }
            }
        }
        String note = content.isEmpty()
                ? "No pictures are there: these trials were scored by a version that kept none. Run the experiment again"
                        + " into another folder to get them."
                : "Test pictures as the network saw them, scored on the wrong side of 0.5, the most confident first; one"
                        + " of a video; red is where the detector looked. The score is the probability of being fake."
                        + omitted(shown);
        content.add(0, Element.of("p", note).with("class", "quiet"));
        return content;
    }

    private String omitted(List<TrialResult> shown) {
        long cells = firstSeeds().size();
        return shown.size() == cells
                ? ""
                : " Shown for " + shown.get(0).variant() + " alone; those of the other variants are in their folders.";
    }

    private List<TrialResult> shown() {
        List<TrialResult> first = firstSeeds();
        if (first.size() <= MOST_CELLS) {
            return first;
        }
        String baseline = findings.baseline();
        String variant = baseline == null ? first.get(0).variant() : baseline;
        return first.stream().filter(trial -> trial.variant().equals(variant)).toList();
    }

    /** The first trial of each cell. */
    private List<TrialResult> firstSeeds() {
        List<TrialResult> first = new ArrayList<>();
        for (TrialResult trial : findings.results().trials()) {
            boolean there = first.stream()
                    .anyMatch(other ->
                            other.variant().equals(trial.variant()) && other.compression() == trial.compression());
            if (!there) {
                first.add(trial);
            }
        }
        return first;
    }

    private Element pictures(SetEvaluation set, TrialResult trial, Path list) {
        Scores mistakes = Scores.read(list);
        String title = String.format(
                Locale.ROOT, "%s, %s, seed %d on %s", trial.variant(), trial.compression(), trial.seed(), set.set());
        Element block = Element.of("div").add(Element.of("h3", title));
        if (mistakes.size() == 0) {
            return block.add(Element.of("p", "No picture is on the wrong side of 0.5."));
        }
        for (Label label : List.of(Label.FAKE, Label.REAL)) {
            Element pictures = Element.of("ul").with("class", "pictures");
            for (int row = 0; row < mistakes.size(); row++) {
                if (mistakes.label(row) == label) {
                    pictures.add(picture(mistakes, row, picture(list, row)));
                }
            }
            block.add(pictures);
        }
        return block;
    }

    /** Where the picture of a row of the list lies: {@code faces.csv.gz} has {@code faces/1.jpg} and on. */
    static Path picture(Path list, int row) {
        String name = String.valueOf(list.getFileName());
        return list.resolveSibling(name.substring(0, name.indexOf(".csv"))).resolve((row + 1) + JPG);
    }

    /** The same picture with what the detector looked at, and what that is called; null where there is none. */
    private static @Nullable Element explained(String what, Path file) {
        String name = String.valueOf(file.getFileName());
        String number = name.substring(0, name.length() - JPG.length());
        for (Explainer.Kind kind : Explainer.Kind.values()) {
            Path overlay = file.resolveSibling(number + "." + Setting.snakeCase(kind.name()) + JPG);
            if (Files.exists(overlay)) {
                return Element.of("figure")
                        .add(image(kind.title() + " of " + what, overlay))
                        .add(Element.of("figcaption", kind.title()));
            }
        }
        return null;
    }

    private static Element image(String alternative, Path file) {
        return Element.of("img").with("alt", alternative).with("src", "data:image/jpeg;base64," + base64(file));
    }

    private static Element picture(Scores mistakes, int row, Path file) {
        ScoredVideo video = mistakes.video(row);
        boolean fake = video.label() == Label.FAKE;
        String what = (fake ? "Fake" : "Real") + String.format(Locale.ROOT, ", scored %.3f", mistakes.score(row));
        Element item = Element.of("li").add(image(what + ": " + video.video(), file));
        Element explained = explained(video.video(), file);
        if (explained != null) {
            item.add(explained);
        }
        return item.add(Element.of("p")
                .add(Element.of("strong", what))
                .add(Element.of("br"))
                .text((fake ? video.method() + ", " : "") + video.video() + ", frame " + mistakes.frame(row)));
    }

    private static String base64(Path file) {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new BadInputException(
                    file + ": a picture of the trial is missing (" + e + "); run the experiment again", e);
        }
    }
}
