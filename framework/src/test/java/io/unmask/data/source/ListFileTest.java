package io.unmask.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.Label;
import io.unmask.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListFileTest {
    @TempDir
    Path folder;

    private List<Clip> clips(String... lines) throws IOException {
        return clips(Compression.RAW, Split.TRAIN, lines);
    }

    private List<Clip> clips(Compression level, Split split, String... lines) throws IOException {
        Path file = Files.write(folder.resolve("list.csv"), List.of(lines));
        return new ListFile(file, null, "mine")
                .clips(Pictures.request(split, folder).at(level));
    }

    @Test
    void rowsOfAVideo_makeOneClip_whereverTheyStand() throws IOException {
        List<Clip> clips = clips(
                "label,path,identity,video,mask",
                "real,a/0.png,ann,a,",
                "fake,b/0.png,ann;bob,b,b/m0.png",
                "real,\"a/1,x.png\",ann,a,");
        assertEquals(
                List.of("mine/real/raw/a", "mine/fake/raw/b"),
                clips.stream().map(Clip::key).toList());
        assertEquals(2, clips.get(0).frames().size());
        assertEquals(1, clips.get(0).frames().get(1).number());
        assertEquals(
                folder.resolve("a/1,x.png").toString(),
                clips.get(0).frames().get(1).image().describe());
        assertEquals(List.of("ann", "bob"), clips.get(1).identities());
        assertEquals(Label.FAKE, clips.get(1).label());
        assertNull(clips.get(0).frames().get(0).mask());
        assertEquals(
                folder.resolve("b/m0.png").toString(),
                Objects.requireNonNull(clips.get(1).frames().get(0).mask()).describe());
    }

    @Test
    void splitColumn_dividesTheList() throws IOException {
        String[] lines = {"path,label,identity,video,split", "a.png,real,a,a,train", "b.png,real,b,b,test"};
        assertEquals(1, clips(Compression.RAW, Split.TRAIN, lines).size());
        assertEquals("b", clips(Compression.RAW, Split.TEST, lines).get(0).video());
        assertEquals(List.of(), clips(Compression.RAW, Split.VAL, lines));
    }

    @Test
    void compression_isTheOneAskedFor_orRaw() throws IOException {
        String[] lines = {"path,label,identity,video,compression", "a.png,real,a,a,raw", "b.png,real,b,a,hq"};
        assertEquals("b.png", name(clips(Compression.HQ, Split.TRAIN, lines)));
        assertEquals("a.png", name(clips(Compression.LQ, Split.TRAIN, lines)));
        var error = assertThrows(
                BadInputException.class, () -> clips(Compression.RAW, Split.TRAIN, lines[0], "b.png,real,b,a,hq"));
        assertEquals(
                folder.resolve("list.csv")
                        + ": has only frames of compression hq, but raw was asked for; it can be made"
                        + " from raw frames, never from other compressed ones",
                error.getMessage());
    }

    private static String name(List<Clip> clips) {
        return Path.of(clips.get(0).frames().get(0).image().describe())
                .getFileName()
                .toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.png,maybe,a,a,| :2: label: expected real or fake, found \"maybe\"",
                "a.png,real,,a,| :2: the column \"identity\" is empty",
                "a.png,real,a| :2: 3 fields where the header has 5",
                "a.png,real,a,a,x| :2: frame: expected a whole number, found \"x\"",
                "\"a.png,real,a,a,1| :2: a quote is opened and not closed"
            })
    void wrongLines_areNamed(String line, String message) {
        var error = assertThrows(BadInputException.class, () -> clips("path,label,identity,video,frame", line));
        assertEquals(folder.resolve("list.csv") + message, error.getMessage());
    }

    @Test
    void oneVideoWithTwoLabels_isAnError() {
        var error = assertThrows(
                BadInputException.class,
                () -> clips("path,label,identity,video,method", "a.png,real,a,v,m", "", "b.png,fake,a,v,m"));
        assertEquals(
                folder.resolve("list.csv") + ":4: the video \"v\" is fake with identity a here and real with identity a"
                        + " in line 2; videos of one method and compression need names of their own",
                error.getMessage());
    }

    @Test
    void headers_areChecked() {
        assertEquals(
                folder.resolve("list.csv")
                        + ":1: unknown column \"identiy\"; known: path, label, identity, video, mask,"
                        + " method, compression, split, frame, second",
                assertThrows(BadInputException.class, () -> clips("path,label,identiy,video"))
                        .getMessage());
        assertEquals(
                folder.resolve("list.csv") + ":1: no column \"video\"; found: path, label, identity",
                assertThrows(BadInputException.class, () -> clips("path,label,identity"))
                        .getMessage());
        assertEquals(
                folder.resolve("list.csv") + ": the file is empty; expected a first line with names of columns",
                assertThrows(BadInputException.class, this::clips).getMessage());
    }

    @Test
    void aMissingFile_isNamed() {
        Path file = folder.resolve("absent.csv");
        var error = assertThrows(
                BadInputException.class,
                () -> new ListFile(file, null, "mine").clips(Pictures.request(Split.TRAIN, folder)));
        assertEquals(file + ": no such file", error.getMessage());
    }

    @Test
    void fiftyThousandFrames_loadFast() throws IOException {
        String[] lines = new String[50_001];
        lines[0] = "path,label,identity,video,mask,frame";
        for (int i = 1; i < lines.length; i++) {
            int video = i / 100;
            lines[i] = "videos/" + video + "/" + i + ".png,real,p" + video + ",v" + video + ",," + i;
        }
        long start = System.nanoTime();
        List<Clip> clips = clips(lines);
        double seconds = (System.nanoTime() - start) / 1e9;
        assertEquals(50_000, clips.stream().mapToInt(c -> c.frames().size()).sum());
        // 20 times as many may take 5 s; the rest of the bound is for a machine busy with other things.
        org.junit.jupiter.api.Assertions.assertTrue(seconds < 5, seconds + " s");
    }
}
