package io.unmask.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.data.portraits.PortraitVideo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
    @TempDir
    Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Console inspect(Path file, String... options) {
        String[] arguments = new String[options.length + 6];
        String[] fixed = {
            "inspect", file.toString(), "--cache", folder.resolve("cache").toString(), "--out", page().toString()
        };
        System.arraycopy(fixed, 0, arguments, 0, fixed.length);
        System.arraycopy(options, 0, arguments, fixed.length, options.length);
        return Console.run(arguments);
    }

    private Path page() {
        return folder.resolve("inspect.html");
    }

    /** A line with its spaces made one. */
    private static boolean hasRow(String text, String row) {
        return text.lines().anyMatch(line -> line.strip().replaceAll(" +", " ").equals(row));
    }

    @Test
    void aSource_isCountedBySetMethodAndPerson_andShownOnAPage() throws IOException {
        Path file = file("faces.yaml", """
                source:
                  union:
                    sources:
                      - self_blended: {source: &p {portraits: {identities: 12, photos_per_identity: 2, side_pixels: 64}}}
                      - swap_blend: {source: *p}
                """);
        Console result = inspect(file);
        assertEquals(0, result.code(), result.err() + result.out());
        assertTrue(hasRow(result.out(), "train portraits real raw real 16 16 1 8"), result.out());
        assertTrue(hasRow(result.out(), "portraits swap_blend raw fake 16 16 1 8"), result.out());
        assertTrue(hasRow(result.out(), "test 4 8 66.7 % 1 : 2.00"), result.out());
        String html = Files.readString(page());
        assertEquals(3, html.split("data:image/jpeg;base64,", -1).length - 1);
        assertFalse(html.contains("<script"), "the page needs no script");
    }

    @Test
    void videos_areProbed_andTheBrokenTheDoubleAndTheLeakingAreNamed() throws Exception {
        PortraitVideo.of(1).lasting(6).write(folder.resolve("a.mp4"));
        Files.copy(folder.resolve("a.mp4"), folder.resolve("copy.mp4"));
        PortraitVideo.of(2).silent().lasting(8).write(folder.resolve("b.mp4"));
        file("text.mp4", "hello");
        file("empty.mp4", "");
        Path list = file("list.csv", """
                path,label,method,split,identity
                a.mp4,real,real,train,anna
                copy.mp4,real,real,test,anna
                b.mp4,fake,swap,train,ben
                text.mp4,fake,swap,train,ben
                empty.mp4,fake,swap,test,cleo
                """);
        Console result = inspect(file("set.yaml", "videos: {list: {file: " + list + "}}"));
        String out = result.out();
        assertEquals(1, result.code(), result.err() + out);
        assertTrue(out.contains("2 broken"), out);
        assertTrue(out.contains("text.mp4: is no video that ffmpeg can read"), out);
        assertTrue(out.contains("empty.mp4: the file is empty (0 bytes)"), out);
        assertTrue(out.contains("CRF 23 (x264 core"), out);
        assertTrue(
                out.contains("the same bytes: " + folder.resolve("a.mp4") + " = " + folder.resolve("copy.mp4")), out);
        assertTrue(out.contains("train and test share 1 identity: list/anna"), out);
        assertTrue(out.contains("in two splits: the same pixels: test: list/real/raw/copy"), out);
        assertTrue(hasRow(out, "train list real raw real 1 6 6 1"), out);
        Console quick = inspect(folder.resolve("set.yaml"), "--quick");
        assertTrue(
                quick.out().contains("pixels were not looked at") || quick.out().contains("2 broken"), quick.out());
        assertTrue(quick.out().contains("Not looked for (--quick)."), quick.out());
    }

    @Test
    void anExperiment_isInspectedSetBySet() throws IOException {
        Path file = file("tiny.yaml", """
                name: tiny
                data:
                  train: &f {self_blended: {source: {portraits: {identities: 6, photos_per_identity: 1, side_pixels: 64}}}}
                  validation: *f
                  test: {faces: *f}
                model: {classifier: {backbone: meso4}}
                train: {epochs: 1}
                """);
        Console result = inspect(file, "--quick");
        assertEquals(0, result.code(), result.err());
        assertTrue(hasRow(result.out(), "test faces portraits real raw real 1 1 1 1"), result.out());
    }

    @Test
    void aFileThatIsNothingOfTheKind_isRefusedWithItsLines() throws IOException {
        Console both = inspect(file("none.yaml", "videos:\n"));
        assertEquals(2, both.code(), both.out());
        Console missing = inspect(folder.resolve("absent.yaml"));
        assertEquals(2, missing.code());
        assertTrue(missing.err().contains("there is no such file"), missing.err());
    }
}
