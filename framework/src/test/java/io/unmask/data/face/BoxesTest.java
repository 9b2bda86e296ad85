package io.unmask.data.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unmask.config.BadInputException;
import io.unmask.data.Landmarks;
import io.unmask.data.face.Boxes.Between;
import io.unmask.media.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoxesTest {
    private static final Image PICTURE = Image.blank(8, 8, 3);
    private static final String HEADER = "video,frame,left,top,width,height\n";

    @TempDir
    Path folder;

    private Boxes csv(Between between, String text) throws IOException {
        return new Boxes(Files.writeString(folder.resolve("faces.csv"), text), between);
    }

    private static List<Face> find(Boxes boxes, String video, int frame) {
        try (FaceFinder finder = boxes.open()) {
            return finder.find(PICTURE, video, frame);
        }
    }

    private static Face box(double left, double top, double width, double height) {
        return new Face(left, top, width, height, 1, null);
    }

    @Test
    void rowsOfAFrame_areItsFacesInTheirOrder() throws IOException {
        Boxes boxes = csv(Between.NONE, HEADER + "a,3,1,2,3,4\na,3,5.5,6,7,8\na,4,1,1,1,1\n");
        assertEquals(List.of(box(1, 2, 3, 4), box(5.5, 6, 7, 8)), find(boxes, "a", 3));
        assertEquals(List.of(), find(boxes, "a", 5));
    }

    @ParameterizedTest
    @CsvSource({"ff/Deepfakes/c23/033_097", "other/033_097.mp4", "033_097", "x\\033_097.AVI"})
    void aVideoIsFound_byTheEndOfItsKey_withOrWithoutTheEndingOfTheFile(String key) throws IOException {
        assertEquals(List.of(box(1, 2, 3, 4)), find(csv(Between.NONE, HEADER + "033_097.mp4,0,1,2,3,4\n"), key, 0));
    }

    @Test
    void ofSeveralNamesThatFit_theLongestHolds() throws IOException {
        Boxes boxes = csv(Between.NONE, HEADER + "000,0,1,1,1,1\nc40/000,0,2,2,2,2\nold/c40/000,0,3,3,3,3\n");
        assertEquals(List.of(box(2, 2, 2, 2)), find(boxes, "ff/real/c40/000", 0));
        assertEquals(List.of(box(1, 1, 1, 1)), find(boxes, "ff/real/c23/000", 0));
    }

    @Test
    void nearest_takesTheNearestRow_theEarlierOfTwo() throws IOException {
        Boxes boxes = csv(Between.NEAREST, HEADER + "a,10,1,1,1,1\na,20,2,2,2,2\n");
        for (int frame : new int[] {0, 10, 15}) {
            assertEquals(List.of(box(1, 1, 1, 1)), find(boxes, "a", frame));
        }
        for (int frame : new int[] {16, 20, 99}) {
            assertEquals(List.of(box(2, 2, 2, 2)), find(boxes, "a", frame));
        }
    }

    @Test
    void interpolate_isBetweenTheRowsAround_andNowhereElse() throws IOException {
        Boxes boxes = csv(
                Between.INTERPOLATE,
                "video,frame,left,top,width,height,x0,y0\na,10,0,10,20,30,1,1\na,20,10,20,40,50,3,2\nb,0,1,1,1,1,,\n"
                        + "b,2,1,1,1,1,,\nb,2,3,3,1,1,,\n");
        Face middle = find(boxes, "a", 15).get(0);
        assertEquals(
                box(5, 15, 30, 40), new Face(middle.left(), middle.top(), middle.width(), middle.height(), 1, null));
        assertEquals(2, middle.landmarks().x(0));
        assertEquals(1.5f, middle.landmarks().y(0));
        assertEquals(List.of(), find(boxes, "a", 9));
        assertEquals(List.of(), find(boxes, "a", 21));
        assertEquals(List.of(), find(boxes, "b", 1), "one face before, two after");
    }

    @Test
    void withoutFrames_aFaceStaysInItsPlace() throws IOException {
        Boxes boxes = csv(Between.NONE, "video,left,top,width,height\nphoto.jpg,1,2,3,4\n");
        assertEquals(List.of(box(1, 2, 3, 4)), find(boxes, "photos/photo", 77));
    }

    @Test
    void jsonSaysTheSameAsCsv() throws IOException {
        Path file = Files.writeString(folder.resolve("faces.JSON"), """
                [{"video": "a", "frame": 1, "left": 1, "top": 2.5, "width": 3, "height": 4, "score": 0.5,
                  "landmarks": [1, 2, 3, 4]},
                 {"video": "a", "frame": 2, "left": 1, "top": 2, "width": 3, "height": 4, "x0": 7, "y0": 8}]
                """);
        Boxes boxes = new Boxes(file, Between.NONE);
        Face first = find(boxes, "a", 1).get(0);
        assertEquals(0.5, first.score());
        assertEquals(2.5, first.top());
        assertEquals(4, first.landmarks().y(1));
        assertEquals(7, find(boxes, "a", 2).get(0).landmarks().x(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,0,1,1,0,4|2: width: expected a number of pixels above 0, found \"0\"",
                "a,0,1,1,4,-3|2: height: expected a number of pixels above 0, found \"-3\"",
                "a,1.5,1,1,4,3|2: frame: expected a whole number from 0, found \"1.5\"",
                "a,-1,1,1,4,3|2: frame: expected a whole number from 0, found \"-1\"",
                "a,0,NaN,1,4,3|2: left: expected a number, found \"NaN\"",
                "a,0,1,,4,3|2: top: expected a number, found nothing",
                ",0,1,1,4,3|2: video: expected the key or file name of a video, found nothing",
                "a,0,1,1,4|2: 5 fields where the header has 6",
            })
    void aWrongRow_isNamedByItsLine(String row, String message) throws IOException {
        Boxes boxes = csv(Between.NONE, HEADER + row + "\n");
        assertEquals(
                boxes.file() + ":" + message,
                assertThrows(BadInputException.class, boxes::open).getMessage());
    }

    @Test
    void aRowWithoutAFrame_amongRowsWithOne_isAnError() throws IOException {
        Boxes boxes = csv(Between.NONE, HEADER + "a,0,1,1,1,1\na,,1,1,1,1\n");
        String message = assertThrows(BadInputException.class, boxes::open).getMessage();
        assertEquals(
                boxes.file() + ":3: frame: the video a has rows with a frame and rows without; expected a frame in"
                        + " all of them, or in none where the face is in the same place all along",
                message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"video\": \"a\",\\n \"left\": 1}]|1: top: expected a number, found nothing",
                "[\\n{\"video\": \"a\", \"lefft\": 1}]|2: unknown column \"lefft\"; known: video, frame, left, top,"
                        + " width, height, score, x0, y0, x1, y1, …",
                "{\"a\": 1}|1: found START_OBJECT; expected an array of objects, one a face: [{\"video\": …, \"frame\":"
                        + " …, \"left\": …, …}]",
                "[\\n\\n{\"video\": \"a\", }]|3: not JSON: Unexpected character ('}' (code 125)): was expecting"
                        + " double-quote to start field name",
                "[{\"video\": \"a\", \"landmarks\": 3}]|1: found VALUE_NUMBER_INT; expected \"landmarks\": [x0, y0, x1,"
                        + " y1, …]",
            })
    void wrongJson_isNamedByItsLine(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("f.json"), text.replace("\\n", "\n"));
        BadInputException error = assertThrows(BadInputException.class, () -> new Boxes(file, Between.NONE).open());
        assertEquals(file + ":" + message, error.getMessage());
    }

    @Test
    void landmarksWithAGap_areAnError() throws IOException {
        Boxes boxes = csv(Between.NONE, "video,left,top,width,height,x0,y0,x1,y1\na,1,1,1,1,1,2,,4\n");
        assertEquals(
                boxes.file() + ":2: landmarks: expected x0, y0, x1, y1, … without a gap, found 3 numbers of which 2"
                        + " belong to whole points from x0 on",
                assertThrows(BadInputException.class, boxes::open).getMessage());
    }

    @Test
    void aVideoThatTheTableDoesNotHave_isAnErrorThatShowsWhatItHas() throws IOException {
        Boxes boxes = csv(Between.NEAREST, HEADER + "c23/001.mp4,0,1,1,1,1\n");
        String message = assertThrows(BadInputException.class, () -> find(boxes, "ff/real/c23/002", 0))
                .getMessage();
        assertEquals(
                boxes.file()
                        + ": no row for the video ff/real/c23/002\n    expected: ff/real/c23/002 or 002 in the column"
                        + " video, as the file has c23/001",
                message);
    }

    @Test
    void emptyAndMissingTables_areErrors() throws IOException {
        Boxes empty = csv(Between.NONE, HEADER);
        assertEquals(
                empty.file() + ": no faces in it; expected a row a face",
                assertThrows(BadInputException.class, empty::open).getMessage());
        for (String name : List.of("none.csv", "none.json")) {
            Boxes none = new Boxes(folder.resolve(name), Between.NONE);
            assertEquals(
                    none.file() + ": no such file",
                    assertThrows(BadInputException.class, none::open).getMessage());
        }
    }

    @Test
    void theFingerprint_followsTheContentAndTheRule_notThePlace() throws IOException {
        String before = csv(Between.NONE, HEADER + "a,0,1,1,1,1\n").fingerprint();
        assertNotEquals(before, csv(Between.NEAREST, HEADER + "a,0,1,1,1,1\n").fingerprint());
        assertNotEquals(before, csv(Between.NONE, HEADER + "a,0,1,1,1,2\n").fingerprint());
        Path moved = Files.writeString(folder.resolve("moved.csv"), HEADER + "a,0,1,1,1,1\n");
        assertEquals(before, new Boxes(moved, Between.NONE).fingerprint());
    }

    @Test
    void overlap_isSharedByCoveredArea() {
        assertEquals(1, box(0, 0, 4, 4).overlap(box(0, 0, 4, 4)));
        assertEquals(4.0 / 28, box(0, 0, 4, 4).overlap(box(2, 2, 4, 4)));
        assertEquals(0, box(0, 0, 4, 4).overlap(box(4, 0, 4, 4)));
        assertEquals(0, box(0, 0, 4, 4).overlap(box(9, 9, 4, 4)));
    }

    @Test
    void landmarksOfDifferentNumber_areNotMixed() {
        Face five = new Face(0, 0, 2, 2, 1, new Landmarks(new float[10]));
        assertNull(five.towards(box(2, 2, 2, 2), 0.5).landmarks());
    }
}
