package io.unmask.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.data.Compression;
import io.unmask.data.Label;
import io.unmask.evaluate.ScoredVideo;
import io.unmask.evaluate.Scores;
import io.unmask.experiments.store.TrialFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuseCommandTest {
    @TempDir
    Path folder;

    private String trial(String name, Compression level, double strength) {
        TrialFolder trial = new TrialFolder(folder.resolve(name));
        for (String set : List.of("validation", "talks")) {
            Scores.Builder scores = new Scores.Builder();
            for (int i = 0; i < 8; i++) {
                Label label = i % 2 == 0 ? Label.REAL : Label.FAKE;
                var video = new ScoredVideo("set", "method", level, "v" + i, List.of("p" + i), label);
                // Every other pair is told rightly by each of the two.
                double side = (label == Label.FAKE ? 1 : -1) * (i / 2 % 2 == 0 ? strength : 0.1);
                scores.add(video, 0, (float) (0.5 + side / 2 + 0.001 * i));
            }
            scores.build().write(trial.scores(set));
        }
        return folder.resolve(name).toString();
    }

    @Test
    void twoTrials_becomeOneScoreAVideo() {
        String faces = trial("faces", Compression.HQ, 0.4);
        String sound = trial("sound", Compression.RAW, 0.2);
        String out = folder.resolve("fused").toString();
        Console console = Console.run("fuse", faces, sound, "--rule", "mean", "--out", out);
        assertEquals("", console.err());
        assertEquals(0, console.code());
        assertTrue(console.out().startsWith("talks: 8 videos, " + folder.resolve("fused/talks.csv.gz")), console.out());
        assertTrue(console.out().contains("joined by mean"), console.out());
        Scores fused = Scores.read(folder.resolve("fused/talks.csv.gz"));
        assertEquals(8, fused.size());
        // 0.5 − 0.2 and 0.5 − 0.1
        assertEquals(0.35, fused.score(0), 1e-6);
        Console stacked = Console.run("fuse", faces, sound, "--out", out);
        assertTrue(stacked.out().contains("video AUC 1.0000  joined by stacking"), stacked.out());
    }

    @Test
    void trialsThatShareNoSet_andFoldersThatAreNone_areNamed() {
        String faces = trial("faces", Compression.HQ, 0.4);
        Console missing = Console.run("fuse", faces, folder.resolve("none").toString());
        assertEquals(2, missing.code());
        assertTrue(missing.err().contains("none"), missing.err());
        assertFalse(missing.err().contains("Exception"), missing.err());
    }
}
