package io.unmask.experiments.predict;

import io.unmask.experiments.predict.Explained.Picture;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import io.unmask.media.Interpolation;
import io.unmask.media.Resampling;
import io.unmask.report.html.Axis;
import io.unmask.report.html.Chart;
import io.unmask.report.html.Element;
import io.unmask.report.html.Page;
import io.unmask.report.html.Panels;
import io.unmask.report.html.Section;
import io.unmask.report.html.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * The scores as one page that opens from disk: a table of the files, and for each video and picture its face track, the
 * score over time, and the most suspicious frames with where the detector looked.
 *
 * @param title what was scored, by which checkpoint
 * @param files most suspicious first
 * @param all how many files there are, those that are not shown among them
 * @param limits what has to be said beside every number
 */
record PredictionPage(String title, List<Explained> files, int all, Limits limits) {
    private static final int TRACK_PICTURES = 16;
    private static final int PICTURE_SIDE = 160;
    private static final int JPEG_QUALITY = 90;
    private static final String LOOK = "s0";

    PredictionPage {
        files = List.copyOf(files);
    }

    Page page() {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("limits", "What a score says", sentences()));
        sections.add(new Section("files", "Files", List.of(table().element())));
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).file().isScored()) {
                sections.add(
                        new Section("file-" + (i + 1), name(files.get(i).file().file()), details(files.get(i))));
            }
        }
        return new Page(title, lead(), sections);
    }

    private String lead() {
        long scored = files.stream().filter(each -> each.file().isScored()).count();
        return (all == files.size()
                        ? scored + " of " + all + (all == 1 ? " file has a score. " : " files have a score. ")
                        : "The " + files.size() + " most suspicious of " + all + " files; files.csv has all. ")
                + limits.sentences().get(0);
    }

    private List<Element> sentences() {
        Element list = Element.of("ul");
        limits.sentences().forEach(sentence -> list.add(Element.of("li", sentence)));
        return List.of(list);
    }

    private Table table() {
        List<List<Element>> rows = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            ScoredFile file = files.get(i).file();
            Element name = file.isScored()
                    ? Element.of("a", name(file.file())).with("href", "#file-" + (i + 1))
                    : Element.of("span", name(file.file()));
            rows.add(List.of(
                    name,
                    Table.cell(probability(file.probability())),
                    Table.cell(score(file.score())),
                    Table.cell(file.crops().size() + " of " + file.lookedAt()),
                    Table.cell(file.problem() == null ? "" : file.problem())));
        }
        return new Table(
                "Files by score, most suspicious first",
                "numbers",
                List.of("File", "Probability of being fake", "Score", "Frames with a face", "Note"),
                1,
                rows);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String probability(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.0f %%", 100 * value);
    }

    private static String score(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static List<Element> details(Explained explained) {
        ScoredFile file = explained.file();
        List<Element> content = new ArrayList<>();
        content.add(Element.of(
                "p",
                (Double.isNaN(file.probability())
                                ? ""
                                : "Probability of being fake " + probability(file.probability()) + ", ")
                        + "score " + score(file.score()) + ", "
                        + (file.video() ? file.crops().size() + " of " + file.lookedAt() + " frames with a face." : "")
                        + (file.problem() == null ? "" : " " + file.problem())));
        if (file.frames().size() > 1) {
            content.add(overTime(file));
            content.add(track(file));
        }
        content.add(suspicious(explained));
        return content;
    }

    private static Element overTime(ScoredFile file) {
        double[] places = new double[file.frames().size()];
        double[] scores = new double[places.length];
        boolean timed = file.framesPerSecond() > 0;
        for (int i = 0; i < places.length; i++) {
            ScoredFrame frame = file.frames().get(i);
            places[i] = timed ? frame.number() / file.framesPerSecond() : frame.number();
            scores[i] = frame.score();
        }
        Axis axis = Axis.around(timed ? "Time, seconds" : "Frame", places[0], places[places.length - 1]);
        Chart chart = new Chart("Score of each frame over time", axis, Axis.unit("Score"), 240)
                .guide(axis.low(), 0.5, axis.high(), 0.5)
                .line(LOOK, places, scores);
        for (int i = 0; i < places.length; i++) {
            chart.disc(LOOK, places[i], scores[i], 2.5);
        }
        return new Panels(
                        "Score of each frame; the thin line is 0.5.",
                        List.of(),
                        List.of(new Panels.Panel("Score over time", chart.svg())),
                        null)
                .element();
    }

    /** Faces spread evenly over the video. */
    private static Element track(ScoredFile file) {
        Element list = Element.of("ul").with("class", "pictures");
        int count = Math.min(TRACK_PICTURES, file.crops().size());
        for (int i = 0; i < count; i++) {
            Crop crop = file.crops().get((int) ((long) i * file.crops().size() / count));
            list.add(Element.of("li")
                    .add(image("Face in frame " + crop.frame(), crop.picture()))
                    .add(Element.of("p", "frame " + crop.frame())));
        }
        return Element.of("div").add(Element.of("h3", "Face track")).add(list);
    }

    private static Element suspicious(Explained explained) {
        Element list = Element.of("ul").with("class", "pictures");
        for (Picture picture : explained.pictures()) {
            String what = (explained.file().video() ? "frame " + picture.frame().number() + ", " : "") + "score "
                    + score(picture.frame().score());
            list.add(
                    Element.of("li").add(image("Face, " + what, picture.seen())).add(Element.of("p", what)));
            picture.overlays()
                    .forEach((kind, overlay) -> list.add(Element.of("li")
                            .add(image(kind.title() + ", " + what, overlay))
                            .add(Element.of("p", kind.title()))));
        }
        String title = explained.file().video() ? "Most suspicious frames" : "Where the detector looked";
        return Element.of("div").add(Element.of("h3", title)).add(list);
    }

    private static Element image(String alternative, Image picture) {
        double scale = Math.min(1, PICTURE_SIDE / (double) Math.max(picture.width(), picture.height()));
        Image small = scale == 1
                ? picture
                : Resampling.resize(
                        picture,
                        Math.max(1, (int) Math.round(scale * picture.width())),
                        Math.max(1, (int) Math.round(scale * picture.height())),
                        Interpolation.AUTO);
        String data = Base64.getEncoder().encodeToString(ImageFiles.encodeJpeg(small, JPEG_QUALITY));
        return Element.of("img").with("alt", alternative).with("src", "data:image/jpeg;base64," + data);
    }
}
