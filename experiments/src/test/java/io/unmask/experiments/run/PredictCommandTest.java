package io.unmask.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.data.portraits.PortraitVideo;
import io.unmask.evaluate.Scores;
import io.unmask.experiments.cli.Main;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Own pictures and videos through a detector that was trained a moment ago. */
class PredictCommandTest extends TinyRuns {
    private static final String ENOUGH_TO_CALIBRATE = """
            name: tiny
            data:
              train: &faces {self_blended: {source: {portraits: {identities: 80, photos_per_identity: 1, side_pixels: 48}}}}
              validation: *faces
              test: {faces: *faces}
              image: {side_pixels: 32}
            model: {classifier: {backbone: meso4}}
            train: {epochs: 1, batch_size: 16}
            report: {bootstrap_replicates: 50}
            threads: 1
            """;

    @Override
    String experiment() {
        return ENOUGH_TO_CALIBRATE;
    }

    private String predict(int expectedCode, String... more) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        List<String> arguments = new ArrayList<>(List.of("predict", trial().toString()));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--out", folder.resolve("out").toString(), "--cache", folder.toString()));
        int code = Main.run(out, out, arguments.toArray(String[]::new));
        assertEquals(expectedCode, code, said.toString());
        return said.toString();
    }

    private Path trial() {
        return folder.resolve("done/tiny/trials/base/raw/seed-1");
    }

    private List<String> rows(String file) throws IOException {
        return Files.readAllLines(folder.resolve("out").resolve(file));
    }

    @Test
    void ownMedia_getScores_aPage_andWordsOfCaution() throws Exception {
        runner("done").run();
        Path media = Files.createDirectories(folder.resolve("media"));
        PortraitVideo.of(1).write(media.resolve("video.mp4"));
        Image grey = Image.blank(64, 64, 3);
        Arrays.fill(grey.pixels(), (byte) 90);
        ImageFiles.write(media.resolve("picture.png"), grey);
        Files.writeString(media.resolve("broken.jpg"), "no picture");
        Files.writeString(media.resolve("notes.txt"), "no media");
        String said = predict(1, media.toString(), "--report", "-s", "faces=whole", "-s", "frames.even.count=4");
        assertTrue(said.contains("A probability, not a verdict."), said);
        assertTrue(said.contains("broken.jpg  ("), said);
        assertFalse(said.contains("notes.txt"), said);
        List<String> files = rows("files.csv");
        assertEquals(4, files.size(), files.toString());
        assertTrue(
                files.get(0).startsWith("file,kind,frames_looked_at,frames_with_face,score,probability"), files.get(0));
        String video = files.stream()
                .filter(row -> row.contains("video.mp4"))
                .findFirst()
                .orElseThrow();
        assertTrue(video.contains(",video,4,4,0."), video);
        assertEquals(1 + 4 + 1, rows("frames.csv").size());
        String page = Files.readString(folder.resolve("out/report.html"));
        assertTrue(page.contains("Score over time") && page.contains("Grad-CAM"), "the page shows scores and heat");
        assertTrue(page.contains("data:image/jpeg;base64,"));
        // The same again, without the page, gives the same scores; and a submission in the order of its template.
        Path template = Files.writeString(
                folder.resolve("template.csv"), "video_name,y_pred\nabsent.mp4,0.25\nvideo.mp4,0.5\n");
        predict(
                1,
                media.toString(),
                "--submission",
                template.toString(),
                "-s",
                "faces=whole",
                "-s",
                "frames.even.count=4");
        assertEquals(files, rows("files.csv"));
        List<String> submitted = rows("submit.csv");
        assertEquals(List.of("video_name,y_pred", "absent.mp4,0.25"), submitted.subList(0, 2));
        double score = Double.parseDouble(video.split(",")[4]);
        assertEquals(score, Double.parseDouble(submitted.get(2).split(",")[1]), 1e-6);
    }

    @Test
    void aDataSource_isScoredAsItsTrialScoredIt() throws Exception {
        runner("done").run();
        predict(
                0,
                "-s",
                "data={self_blended: {source: {portraits: {identities: 80, photos_per_identity: 1, side_pixels: 48}}}}");
        Scores again = Scores.read(folder.resolve("out/scores.csv.gz"));
        Scores first = Scores.read(trial().resolve("scores/faces.csv.gz"));
        assertEquals(first.size(), again.size());
        for (int row = 0; row < first.size(); row++) {
            assertEquals(first.video(row).key(), again.video(row).key());
            assertEquals(first.score(row), again.score(row));
        }
    }

    @Test
    void whatCannotBe_isSaidBeforeAnythingIsScored() throws Exception {
        Files.createDirectories(trial());
        assertTrue(predict(2, "x.jpg").contains("there is no best.safetensors in it"));
        runner("done").run();
        assertTrue(predict(2, folder.resolve("nothing.mp4").toString()).contains("there is no such file or folder"));
        assertTrue(predict(2).contains("which files?"));
        Path nothing = Files.createDirectories(folder.resolve("nothing"));
        assertTrue(predict(2, nothing.toString()).contains("no picture or video in"));
        assertTrue(predict(2, file.toString(), "-s", "faces=harr").contains("haar"));
        String tap = predict(2, picture().toString(), "--report", "-s", "faces=whole", "--tap", "block9");
        assertTrue(tap.contains("tap block9: not in the detector"), tap);
    }

    private Path picture() {
        Path picture = folder.resolve("one.png");
        ImageFiles.write(picture, Image.blank(40, 40, 3));
        return picture;
    }
}
