package io.unmask.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.data.Compression;
import io.unmask.data.Label;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoresTest {
    private static final String HEADER = "dataset,method,compression,identity,video,frame,label,score\n";

    @TempDir
    Path folder;

    private static ScoredVideo video(String name, Label label, String... identities) {
        return new ScoredVideo("ff++", "Deepfakes", Compression.HQ, name, List.of(identities), label);
    }

    private Path zipped(String text) throws IOException {
        Path file = folder.resolve("given.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private String refused(String text) throws IOException {
        Path file = zipped(text);
        String message =
                assertThrows(BadInputException.class, () -> Scores.read(file)).getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        return message.substring(file.toString().length());
    }

    @Test
    void theFile_isReadableText() throws IOException {
        Path file = folder.resolve("scores/test.csv.gz");
        new Scores.Builder()
                .add(video("033_097", Label.FAKE, "033", "097"), 12, 0.7f)
                .add(video("a,\"b\"", Label.REAL), 0, 1e-9f)
                .build()
                .write(file);
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            assertEquals(
                    HEADER
                            + "ff++,Deepfakes,hq,033;097,033_097,12,fake,0.7\n"
                            + "ff++,Deepfakes,hq,,\"a,\"\"b\"\"\",0,real,1.0E-9\n",
                    new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void scores_readBackBitForBit_inALocaleThatWritesCommas() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            float[] odd = {0.1f, 1 / 3f, Float.MIN_VALUE, Math.nextDown(1f), 0, 1, Float.NaN, Float.POSITIVE_INFINITY};
            Scores.Builder builder = new Scores.Builder();
            for (int i = 0; i < odd.length; i++) {
                builder.add(video("v,\"" + i % 2, Label.REAL, "ü"), i, odd[i]);
            }
            Path file = folder.resolve("a.csv.gz");
            builder.build().write(file);
            Scores read = Scores.read(file);
            assertEquals(odd.length, read.size());
            for (int i = 0; i < odd.length; i++) {
                assertEquals(Float.floatToIntBits(odd[i]), Float.floatToIntBits(read.score(i)));
                assertEquals(i, read.frame(i));
                assertEquals(video("v,\"" + i % 2, Label.REAL, "ü"), read.video(i));
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void equalScores_giveEqualBytes() throws Exception {
        Scores scores = SyntheticScores.of(20, 1).draw(Compression.RAW, 1);
        scores.write(folder.resolve("a.csv.gz"));
        Thread.sleep(1100); // A time stamp in the header would count seconds.
        Scores.read(folder.resolve("a.csv.gz")).write(folder.resolve("b.csv.gz"));
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("a.csv.gz")), Files.readAllBytes(folder.resolve("b.csv.gz")));
    }

    @Test
    void malformedRows_areNamedWithTheirLine() throws IOException {
        String good = "d,m,raw,x,v,0,real,0.5\n";
        assertTrue(
                refused("dataset,score\n").startsWith(":1: the header is \"dataset,score\"; expected dataset,method"));
        assertTrue(refused("").startsWith(":1: the header is missing"));
        assertTrue(refused(HEADER + good + "d,m,raw,x,v,1,real\n").startsWith(":3: found \"d,m,raw,x"));
        assertEquals(":3: score \"half\"; expected a number", refused(HEADER + good + "d,m,raw,x,v,1,real,half\n"));
        assertEquals(":2: frame \"1.5\"; expected a whole number", refused(HEADER + "d,m,raw,x,v,1.5,real,0.5\n"));
        assertEquals(
                ":2: compression \"c23\": one of raw, hq, lq was expected",
                refused(HEADER + "d,m,c23,x,v,1,real,0.5\n"));
        assertEquals(":2: label \"1\": one of real, fake was expected", refused(HEADER + "d,m,raw,x,v,1,1,0.5\n"));
    }

    @Test
    void aVideoWithTwoLabels_isRefused() throws IOException {
        String message = refused(HEADER + "d,m,raw,x,v,0,real,0.5\nd,m,raw,x,v,1,fake,0.5\n");
        assertEquals(
                ":3: video d/m/raw/v is FAKE of [x] here and REAL of [x] before; frames of one video must share"
                        + " label and identities",
                message);
    }

    @Test
    void aFrameScoredTwice_isRefused() throws IOException {
        assertEquals(
                ": frame 3 of video d/m/raw/v is scored twice; every frame counts once",
                refused(HEADER + "d,m,raw,x,v,3,real,0.5\nd,m,raw,x,v,3,real,0.6\n"));
    }

    @Test
    void aTruncatedFile_isRefusedWithTheCure() throws IOException {
        Path file = zipped(HEADER + "d,m,raw,x,v,3,real,0.5\n");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 12));
        String message =
                assertThrows(BadInputException.class, () -> Scores.read(file)).getMessage();
        assertTrue(message.contains("not a whole gzip file") && message.contains("run the experiment again"), message);
    }

    @Test
    void aMissingFile_isNamed() {
        Path file = folder.resolve("none.csv.gz");
        String message =
                assertThrows(BadInputException.class, () -> Scores.read(file)).getMessage();
        assertTrue(message.startsWith(file + ": no such file"), message);
    }

    @Test
    void videoScores_areMeanMedianAndMaximum() {
        Scores scores = new Scores.Builder()
                .add(video("a", Label.FAKE), 0, 0.25f)
                .add(video("b", Label.REAL), 0, 0.125f)
                .add(video("a", Label.FAKE), 1, 1f)
                .add(video("a", Label.FAKE), 2, 0.25f)
                .build();
        assertArrayEquals(new double[] {0.5, 0.125}, scores.videoScores(Aggregate.MEAN));
        assertArrayEquals(new double[] {0.25, 0.125}, scores.videoScores(Aggregate.MEDIAN));
        assertArrayEquals(new double[] {1, 0.125}, scores.videoScores(Aggregate.MAX));
    }

    @Test
    void topMeans_takeTheHighestFrames_orAllOfFewer() {
        Scores scores = oneVideo(0.5f, 0, 0.25f, 1, 0.125f, 0.75f);
        assertEquals((1 + 0.75 + 0.5) / 3, scores.videoScores(Aggregate.TOP_3_MEAN)[0], 1e-12);
        assertEquals(2.625 / 5, scores.videoScores(Aggregate.TOP_5_MEAN)[0], 1e-12);
        assertEquals(2.625 / 6, scores.videoScores(Aggregate.TOP_10_MEAN)[0], 1e-12);
    }

    @Test
    void meanOfLogOdds_weighsSureFramesMore_andStaysFiniteAtTheEnds() {
        // Log-odds of log 9 and 0: their mean is log 3.
        assertEquals(0.75, oneVideo(0.9f, 0.5f).videoScores(Aggregate.LOG_ODDS_MEAN)[0], 1e-7);
        assertEquals(0.5, oneVideo(0, 1).videoScores(Aggregate.LOG_ODDS_MEAN)[0], 1e-9);
        assertTrue(oneVideo(1, 1).videoScores(Aggregate.LOG_ODDS_MEAN)[0] < 1);
        Scores logits = oneVideo(0.5f, 3);
        var refused = assertThrows(BadInputException.class, () -> logits.videoScores(Aggregate.LOG_ODDS_MEAN));
        assertTrue(String.valueOf(refused.getMessage()).contains("needs scores from 0 to 1, found 3.0"));
    }

    @Test
    void everyAggregate_hasANameThatNoOtherHas() {
        for (Aggregate aggregate : Aggregate.values()) {
            assertEquals(
                    1,
                    Arrays.stream(Aggregate.values())
                            .filter(other -> other.title().equals(aggregate.title()))
                            .count());
            assertEquals(0.25, oneVideo(0.25f).videoScores(aggregate)[0], 1e-12);
        }
    }

    private static Scores oneVideo(float... frames) {
        Scores.Builder builder = new Scores.Builder();
        for (int frame = 0; frame < frames.length; frame++) {
            builder.add(video("a", Label.FAKE), frame, frames[frame]);
        }
        return builder.build();
    }
}
