package io.unmask.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.Frame;
import io.unmask.data.HostBatch;
import io.unmask.data.HostBatch.SampleRef;
import io.unmask.data.Label;
import io.unmask.data.Pixels;
import io.unmask.evaluate.Scores;
import io.unmask.experiments.store.TrialFolder;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import io.unmask.model.backbone.Meso4;
import io.unmask.model.backbone.MesoVariant;
import io.unmask.model.detector.Classifier;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.loss.CrossEntropy;
import io.unmask.model.nn.Parameters;
import io.unmask.random.Seeds;
import io.unmask.train.Explainer;
import io.unmask.train.Normalise;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialMistakesTest {
    private static final int SIDE = 32;

    @TempDir
    Path folder;

    private final NDManager manager = NDManager.newBaseManager();
    private Explainer explainer;

    @BeforeEach
    void placeADetector() {
        DetectorNet net =
                new Classifier(new Meso4(MesoVariant.HONGGU, 0.5, false, null), new CrossEntropy(0, null)).build(SIDE);
        Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
        explainer = new Explainer(net, parameters, Normalise.HALF, null, null);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** The batches of this test bring their pixels along. */
    private record Nothing() implements Pixels {
        @Override
        public Image read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String describe() {
            return "nothing";
        }
    }

    private static Clip clip(String name, Label label, int frames) {
        List<Frame> all = new ArrayList<>();
        for (int f = 0; f < frames; f++) {
            all.add(new Frame(10 + f, new Nothing()));
        }
        return new Clip("d", "m", Compression.RAW, name, List.of(), label, all);
    }

    /** Pictures of one grey each, which is their score. */
    private static HostBatch batch(List<SampleRef> samples, float[] scores) {
        byte[] pixels = new byte[samples.size() * SIDE * SIDE * 3];
        for (int i = 0; i < scores.length; i++) {
            int bytes = SIDE * SIDE * 3;
            Arrays.fill(pixels, i * bytes, (i + 1) * bytes, (byte) Math.round(200 * scores[i]));
        }
        return new HostBatch(SIDE, pixels, new int[samples.size()], samples);
    }

    private Scores written(HostBatch batch, float[] scores, String set) {
        TrialMistakes mistakes = new TrialMistakes(SIDE);
        mistakes.add(batch, scores);
        TrialFolder trial = new TrialFolder(folder);
        mistakes.write(trial, set, explainer);
        return Scores.read(trial.mistakes(set));
    }

    @Test
    void theWorstOfEachClass_areKept_onceAVideo_withTheirPictures() {
        List<SampleRef> samples = new ArrayList<>();
        float[] scores = new float[24];
        for (int i = 0; i < 10; i++) {
            samples.add(new SampleRef(clip("fake" + i, Label.FAKE, 1), 0));
            samples.add(new SampleRef(clip("real" + i, Label.REAL, 1), 0));
        }
        for (int i = 0; i < 10; i++) {
            scores[2 * i] = 0.45f - 0.04f * i;
            scores[2 * i + 1] = i < 2 ? 0.9f - 0.1f * i : 0.1f;
        }
        Clip twoFrames = clip("worst", Label.REAL, 3);
        for (int f = 0; f < 3; f++) {
            samples.add(new SampleRef(twoFrames, f));
            scores[20 + f] = f == 1 ? 0.99f : 0.95f;
        }
        samples.add(new SampleRef(clip("undefined", Label.REAL, 1), 0));
        scores[23] = Float.NaN;
        Scores kept = written(batch(samples, scores), scores, "set");
        List<String> names = new ArrayList<>();
        for (int row = 0; row < kept.size(); row++) {
            names.add(kept.video(row).video());
        }
        assertEquals(List.of("fake9", "fake8", "fake7", "fake6", "fake5", "fake4", "worst", "real0", "real1"), names);
        assertEquals(11, kept.frame(6));
        assertEquals(0.99f, kept.score(6));
        Image picture = ImageFiles.read(new TrialFolder(folder).mistake("set", 7));
        assertEquals(200 * 0.99, picture.at(3, 3, 0), 2);
        assertFalse(Files.exists(new TrialFolder(folder).mistake("set", 10)));
        Image explained = ImageFiles.read(new TrialFolder(folder).explainedMistake("set", 7, "grad_cam"));
        assertEquals(SIDE, explained.width());
    }

    @Test
    void theOrderOfBatches_doesNotMatter_amongEqualScores() throws Exception {
        List<SampleRef> samples = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            samples.add(new SampleRef(clip("v" + i, Label.FAKE, 1), 0));
        }
        float[] scores = new float[9];
        List<SampleRef> reversed = new ArrayList<>(samples);
        Collections.reverse(reversed);
        written(batch(samples, scores), scores, "a");
        written(batch(reversed, scores), scores, "b");
        TrialFolder trial = new TrialFolder(folder);
        assertArrayEquals(Files.readAllBytes(trial.mistakes("a")), Files.readAllBytes(trial.mistakes("b")));
    }

    @Test
    void aDetectorWithoutMistakes_leavesAnEmptyList() {
        float[] scores = {0.9f};
        Scores kept = written(batch(List.of(new SampleRef(clip("v", Label.FAKE, 1), 0)), scores), scores, "set");
        assertEquals(0, kept.size());
        assertTrue(Files.exists(new TrialFolder(folder).mistakes("set")));
    }
}
