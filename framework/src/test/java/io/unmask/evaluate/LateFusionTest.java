package io.unmask.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.data.Compression;
import io.unmask.data.Label;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;

class LateFusionTest {
    private static LateFusion of(LateFusion.Rule rule, LateFusion.Missing missing) {
        return new LateFusion(rule, missing, Aggregate.MEAN, 1e-3);
    }

    private static ScoredVideo video(String name, Label label, Compression level, String person) {
        return new ScoredVideo("set", "method", level, name, List.of(person), label);
    }

    private static final Scores FACES = new Scores.Builder()
            .add(video("a", Label.REAL, Compression.HQ, "p"), 0, 0.5f)
            .add(video("a", Label.REAL, Compression.HQ, "p"), 1, 1f)
            .add(video("b", Label.REAL, Compression.HQ, "q"), 0, 0.5f)
            .build();

    private static final Scores SOUND = new Scores.Builder()
            .add(video("a", Label.FAKE, Compression.RAW, "r"), 0, 0.25f)
            .build();

    @Test
    void videos_areJoinedWhateverTheirCompression_andFakeIfEitherHalfIs() {
        Scores joined = of(LateFusion.Rule.MEAN, LateFusion.Missing.SKIP).join(List.of(FACES, SOUND), List.of());
        assertEquals(1, joined.size());
        assertEquals(0.5, joined.score(0), 1e-7);
        assertEquals(Label.FAKE, joined.label(0));
        assertEquals(List.of("p", "r"), joined.video(0).identities());
        assertEquals("set/method/hq/a", joined.video(0).key());
    }

    @Test
    void missingDetector_isAnError_orSkipped_orLeavesTheOthersToDecide() {
        var error = assertThrows(
                BadInputException.class,
                () -> of(LateFusion.Rule.MEAN, LateFusion.Missing.ERROR).join(List.of(FACES, SOUND), List.of()));
        assertTrue(String.valueOf(error.getMessage()).startsWith("video set/method/hq/b: scored by 1 of 2 detectors"));
        Scores present =
                of(LateFusion.Rule.LOG_ODDS_MEAN, LateFusion.Missing.PRESENT).join(List.of(FACES, SOUND), List.of());
        assertEquals(2, present.size());
        // Log-odds of 3 to 1 and 1 to 3.
        assertEquals(0.5, present.score(0), 1e-6);
        assertEquals(0.5, present.score(1), 1e-6);
    }

    /** Faces tell a little, sound tells much: scores of a true model with weights 1 and 3. */
    private static List<Scores> drawn(int videos, Seeds seeds, boolean lacksSound) {
        Scores.Builder faces = new Scores.Builder();
        Scores.Builder sound = new Scores.Builder();
        RandomStream random = seeds.stream("scores");
        for (int i = 0; i < videos; i++) {
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            boolean fake = random.chance(sigmoid(x + 3 * y - 0.5));
            ScoredVideo video = video("v" + i, fake ? Label.FAKE : Label.REAL, Compression.RAW, "p" + i);
            faces.add(video, 0, (float) sigmoid(x));
            if (!lacksSound || i > 0) {
                sound.add(video, 0, (float) sigmoid(y));
            }
        }
        return List.of(faces.build(), sound.build());
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double auc(Scores scores) {
        return ValidationMetrics.of(scores, Aggregate.MEAN).get("video_auc");
    }

    @Test
    void stacking_findsTheWeightsOfTheTrueModel_andRanksBetterThanTheMean() {
        List<Scores> validation = drawn(4000, Seeds.of(1), false);
        List<Scores> test = drawn(2000, Seeds.of(2), true);
        LateFusion stacking = of(LateFusion.Rule.STACKING, LateFusion.Missing.PRESENT);
        Scores stacked = stacking.join(test, validation);
        Scores mean = of(LateFusion.Rule.MEAN, LateFusion.Missing.PRESENT).join(test, List.of());
        assertTrue(auc(stacked) > auc(mean) + 0.01, () -> auc(stacked) + " against " + auc(mean));
        // A score of 0.5 from both leaves the intercept, as a point far from it shows the weights.
        Scores.Builder faces = new Scores.Builder();
        Scores.Builder sound = new Scores.Builder();
        ScoredVideo probe = video("probe", Label.REAL, Compression.RAW, "p");
        faces.add(probe, 0, (float) sigmoid(1));
        sound.add(probe, 0, (float) sigmoid(0.5));
        double found =
                stacking.join(List.of(faces.build(), sound.build()), validation).score(0);
        assertEquals(sigmoid(1 + 3 * 0.5 - 0.5), found, 0.02);
    }

    @Test
    void videoWithOneModality_isScoredByTheRegressionOfThatOne() {
        List<Scores> validation = drawn(2000, Seeds.of(1), false);
        ScoredVideo probe = video("probe", Label.REAL, Compression.RAW, "p");
        Scores face = new Scores.Builder().add(probe, 0, 0.9f).build();
        Scores none = new Scores.Builder().build();
        LateFusion stacking = of(LateFusion.Rule.STACKING, LateFusion.Missing.PRESENT);
        double joint = stacking.join(List.of(face, none), validation).score(0);
        double alone = stacking.join(List.of(face), validation.subList(0, 1)).score(0);
        assertEquals(alone, joint, 1e-6);
    }

    @Test
    void validationOfOneClass_andScoresBeyondProbabilities_areRefused() {
        var stacking = of(LateFusion.Rule.STACKING, LateFusion.Missing.SKIP);
        var classes = assertThrows(
                BadInputException.class, () -> stacking.join(List.of(FACES, SOUND), List.of(FACES, SOUND)));
        assertTrue(String.valueOf(classes.getMessage()).contains("found 1 fakes among 1"));
        Scores logits = new Scores.Builder()
                .add(video("a", Label.REAL, Compression.RAW, "p"), 0, 3f)
                .build();
        var range = assertThrows(
                BadInputException.class,
                () -> of(LateFusion.Rule.MEAN, LateFusion.Missing.SKIP).join(List.of(FACES, logits), List.of()));
        assertTrue(String.valueOf(range.getMessage()).contains("found 3.0"));
    }
}
