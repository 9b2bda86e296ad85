package io.unmask.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.data.BuildListener;
import io.unmask.data.Clip;
import io.unmask.data.Frame;
import io.unmask.data.Landmarks;
import io.unmask.data.Skipped;
import io.unmask.data.Split;
import io.unmask.media.Box;
import io.unmask.media.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhotographsTest {
    @TempDir
    Path root;

    @TempDir
    Path cache;

    private Photographs source(double margin) {
        return new Photographs(root, null, "photographs", PersonRule.NAME, 0.6, 0.15, 1, margin);
    }

    private List<Clip> clips(Split split) {
        return source(0.5).clips(Pictures.request(split, cache));
    }

    private void table(String... lines) throws IOException {
        Files.write(root.resolve("faces.csv"), List.of(lines));
    }

    private static String message(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(BadInputException.class, call).getMessage();
    }

    @Test
    void aTable_saysPeopleVideosSplitsAndLandmarks_inAnyOrder() throws IOException {
        for (String name : List.of("a0.png", "a1.png", "b.png")) {
            Pictures.write(root.resolve("faces/" + name), Pictures.noise(40, name));
        }
        table(
                "split,path,identity,video,y0,x0,x1,y1,x2,y2",
                "train,faces/a0.png,ann,ann_tv,12,10,20,10,15,20",
                "train,faces/a1.png,ann,ann_tv,11,10,20,10,15,20",
                "test,faces/b.png,bob,bob_tv,10,10,20,10,15,20");
        List<Clip> train = clips(Split.TRAIN);
        assertEquals(
                List.of("photographs/real/raw/ann_tv"),
                train.stream().map(Clip::key).toList());
        assertEquals(List.of("ann"), train.get(0).identities());
        assertEquals(2, train.get(0).frames().size());
        assertEquals("bob_tv", clips(Split.TEST).get(0).video());
        assertEquals(List.of(), clips(Split.VAL));
    }

    @Test
    void theWindow_isASquareAroundTheFaceInsideThePicture_andMovesTheLandmarks() throws IOException {
        Image picture = Pictures.noise(64, "large");
        Pictures.write(root.resolve("a.png"), picture);
        table("path,split,x0,y0,x1,y1,x2,y2", "a.png,train,40,4,49,4,44,13");
        Frame frame = clips(Split.TRAIN).get(0).frames().get(0);
        // The face is 10 x 10 at (40, 4); with half of that on each side, 20 x 20 at (35, -1), moved down into it.
        Image window = frame.image().read();
        assertEquals(20, window.width());
        assertEquals(20, window.height());
        assertEquals(picture.at(35, 0, 1), window.at(0, 0, 1));
        assertEquals(picture.at(54, 19, 2), window.at(19, 19, 2));
        Landmarks points = Objects.requireNonNull(frame.landmarks());
        assertEquals(5, points.x(0));
        assertEquals(4, points.y(0));
    }

    @Test
    void aFaceAsLargeAsThePicture_givesThePictureItself() throws IOException {
        Pictures.write(root.resolve("a.png"), Pictures.noise(30, "a"));
        table("path,split,x0,y0,x1,y1,x2,y2", "a.png,train,3,4,25,4,14,26");
        Frame frame = clips(Split.TRAIN).get(0).frames().get(0);
        assertEquals(30, frame.image().read().width());
        assertEquals(3, Objects.requireNonNull(frame.landmarks()).x(0));
    }

    @Test
    void withoutSplits_noPersonIsOnTwoSides() throws IOException {
        StringBuilder lines = new StringBuilder("path,x0,y0,x1,y1,x2,y2");
        for (int i = 0; i < 30; i++) {
            String name = "p" + i / 2 + "_" + i + ".png";
            Pictures.write(root.resolve(name));
            lines.append('\n').append(name).append(",1,1,9,1,5,9");
        }
        table(lines.toString());
        Set<String> seen = new HashSet<>();
        for (Split split : Split.values()) {
            Set<String> people = new HashSet<>();
            clips(split).forEach(clip -> people.addAll(clip.identities()));
            people.forEach(person -> assertEquals(true, seen.add(person.replaceAll("_.*", "")), person));
        }
        assertEquals(15, seen.size());
    }

    @Test
    void photographsWithoutAFace_areListedAndLeftOut() {
        for (String name : List.of("ann_1.png", "bob_1.png", "cat_1.png")) {
            Pictures.write(root.resolve(name), Pictures.noise(48, name));
        }
        int skipped = 0;
        for (Split split : Split.values()) {
            assertEquals(List.of(), clips(split));
            List<Skipped> some = source(0.5).skipped(Pictures.request(split, cache));
            some.forEach(one -> assertEquals("no_face", one.rule()));
            skipped += some.size();
        }
        assertEquals(3, skipped);
    }

    /** Writes as many equal pictures, and gives their paths. */
    private List<String> photographs(int count) throws IOException {
        byte[] photo = Files.readAllBytes(Pictures.write(root.resolve("0.png"), Pictures.noise(8, "a")));
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            paths.add(i + ".png");
            Files.write(root.resolve(i + ".png"), photo);
        }
        return paths;
    }

    @Test
    void theSurvey_keepsWhatItHasSeen_whenItIsCutShort() throws IOException {
        List<String> paths = photographs(FaceSurvey.BATCH + 1);
        Files.write(root.resolve(paths.get(FaceSurvey.BATCH)), new byte[] {1, 2, 3});
        FaceSurvey survey = new FaceSurvey(root, cache, false);
        List<Integer> told = new ArrayList<>();
        BuildListener listener = new BuildListener() {
            @Override
            public void message(String text) {}

            @Override
            public void progress(String what, int done, int total) {
                assertEquals("survey of " + root.getFileName(), what);
                assertEquals(FaceSurvey.BATCH + 1, total);
                told.add(done);
            }
        };
        assertThrows(BadInputException.class, () -> survey.of(paths, listener));
        assertEquals(FaceSurvey.BATCH, told.get(told.size() - 1));
        Path kept = Files.walk(cache).filter(Files::isRegularFile).findFirst().orElseThrow();
        assertEquals(FaceSurvey.BATCH + 1, Files.readAllLines(kept).size());
    }

    @Test
    void anInterruptedSurvey_ends_andKeepsWhatItHasSeen() throws IOException {
        List<String> paths = photographs(FaceSurvey.BATCH);
        FaceSurvey survey = new FaceSurvey(root, cache, false);
        Thread caller = Thread.currentThread();
        BuildListener listener = new BuildListener() {
            @Override
            public void message(String text) {}

            @Override
            public void progress(String what, int done, int total) {
                caller.interrupt();
            }
        };
        String message = String.valueOf(assertThrows(BadInputException.class, () -> survey.of(paths, listener))
                .getMessage());
        assertTrue(Thread.interrupted());
        assertTrue(message.contains("was interrupted; what it has seen is kept"), message);
        Path kept = Files.walk(cache).filter(Files::isRegularFile).findFirst().orElseThrow();
        int rows = Files.readAllLines(kept).size() - 1;
        assertTrue(rows > 0 && rows < paths.size(), rows + " rows");
        assertEquals(paths.size(), survey.of(paths, BuildListener.SILENT).size());
    }

    @Test
    void theSurvey_isKept_untilAFileChanges() throws IOException {
        Path file = Pictures.write(root.resolve("a.png"), Pictures.noise(30, "a"));
        table("path,split,x0,y0,x1,y1,x2,y2", "a.png,train,3,4,25,4,14,26");
        var survey = new FaceSurvey(root, cache, false);
        assertEquals(
                30,
                Objects.requireNonNull(survey.of(List.of("a.png"), BuildListener.SILENT)
                                .get("a.png"))
                        .width());
        Path kept = Files.walk(cache).filter(Files::isRegularFile).findFirst().orElseThrow();
        Files.writeString(kept, Files.readString(kept).replace(",30,30,", ",31,30,"));
        assertEquals(
                31,
                Objects.requireNonNull(survey.of(List.of("a.png"), BuildListener.SILENT)
                                .get("a.png"))
                        .width());
        Pictures.write(file, Pictures.noise(20, "b"));
        assertEquals(
                20,
                Objects.requireNonNull(survey.of(List.of("a.png"), BuildListener.SILENT)
                                .get("a.png"))
                        .width());
        Files.writeString(kept, "rubbish");
        assertEquals(
                20,
                Objects.requireNonNull(survey.of(List.of("a.png"), BuildListener.SILENT)
                                .get("a.png"))
                        .width());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "path,x0,y0,x1,y1,x2| a.png,1,2,3,4,5| :1: expected landmarks in pairs; \"x2\" has no \"y2\"",
                "path,x0,y0,x1,y1,x3,y3| a.png,1,2,3,4,5,6| :1: expected landmarks x0, y0, x1, y1, … in pairs beside"
                        + " path, identity, video and split; there is no \"x2\", but there is \"x3\"",
                "path,x0,y0,x1,y1| a.png,1,2,3,4| :1: a face needs at least 3 landmarks, found 2",
                "path,x0,y0,x1,y1,x2,y2| a.png,1,2,3,4,5,NaN| :2: y2: expected a number, found \"NaN\"",
                "path,x0,y0,x1,y1,x2,y2| a.png,1,2,3,4,5,| :2: the column \"y2\" is empty",
                "path,split| a.png,training| :2: split: expected train, val or test, found \"training\"",
                "path,identity| a.png,| :2: the column \"identity\" is empty",
                "identity,split| a,train| :1: no column \"path\"; found: identity, split"
            })
    void wrongTables_areNamedByLine(String header, String row, String message) throws IOException {
        Pictures.write(root.resolve("a.png"));
        table(header, row.strip());
        assertEquals(root.resolve("faces.csv") + message, message(() -> clips(Split.TRAIN)));
    }

    @Test
    void missingAndRepeatedPictures_areNamedByLine() throws IOException {
        Pictures.write(root.resolve("a.png"));
        table("path", "a.png", "b.png");
        assertEquals(
                root.resolve("faces.csv") + ":3: no picture at " + root.resolve("b.png") + "; paths start at " + root,
                message(() -> clips(Split.TRAIN)));
        table("path", "a.png", "a.png");
        assertEquals(
                root.resolve("faces.csv") + ":3: the picture \"a.png\" is listed twice",
                message(() -> clips(Split.TRAIN)));
        table("path");
        assertEquals(root.resolve("faces.csv") + ": lists no pictures", message(() -> clips(Split.TRAIN)));
    }

    @Test
    void missingAndEmptyFolders_areNamed() {
        assertEquals(
                root
                        + ": no pictures in this folder or below it; expected photographs of faces (JPEG, PNG, WebP, BMP or"
                        + " TIFF)",
                message(() -> clips(Split.TRAIN)));
        Path none = root.resolve("none");
        var source = new Photographs(none, null, "photographs", PersonRule.NAME, 0.6, 0.15, 1, 0.5);
        assertEquals(
                none + ": no such folder; expected a folder of photographs of faces",
                message(() -> source.clips(Pictures.request(Split.TRAIN, cache))));
    }

    @Test
    void namesThatShowOnePersonOnly_areExplained() {
        Pictures.write(root.resolve("IMG_1.png"));
        Pictures.write(root.resolve("IMG_2.png"));
        assertEquals(
                root
                        + ": three splits need at least 3 people, but the 2 photographs show 1 (IMG) by the rule person: name."
                        + " If every file shows somebody else, set person: file; if each folder is a person, person: folder;"
                        + " or give a table with a column identity.",
                message(() -> clips(Split.TRAIN)));
    }

    @Test
    void theHullOfABox_goesFromTheBrowsToBelowTheChin() {
        Landmarks hull = FaceWindow.hullOf(new Box(100, 200, 50, 50));
        Box around = FaceWindow.around(hull, 0, 1000, 1000);
        assertEquals(new Box(103, 212, 46, 46), around);
    }
}
