package io.unmask.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.data.Compression;
import io.unmask.data.Label;
import io.unmask.random.Seeds;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static Evaluation evaluation(Scores scores) {
        Clusters clusters = Clusters.of(scores.videos());
        return new Evaluation(Aggregate.MEAN, clusters, new Bootstrap(clusters.size(), 100, Seeds.of(1)));
    }

    private static Scores twelveVideos(IntToDoubleFunction score, Label even, Label odd) {
        Scores.Builder builder = new Scores.Builder();
        for (int v = 0; v < 12; v++) {
            var video = new ScoredVideo("d", "m", Compression.RAW, "v" + v, List.of("p" + v), v % 2 == 0 ? even : odd);
            builder.add(video, 0, (float) score.applyAsDouble(v));
        }
        return builder.build();
    }

    private static String refusal(Scores scores) {
        EvaluationResult result = evaluation(scores).pooled(scores, Level.FRAME, null);
        assertTrue(result.metrics().isEmpty());
        return present(result.refusal());
    }

    private static <T> T present(T value) {
        assertNotNull(value);
        return value;
    }

    @Test
    void oneClass_isRefused() {
        assertEquals(
                "one class only: 12 fake and 0 real frames; both are needed",
                refusal(twelveVideos(v -> v / 12.0, Label.FAKE, Label.FAKE)));
    }

    @Test
    void constantScores_areRefused() {
        assertEquals(
                "all 12 frames have the same score, 0.5: the detector tells nothing apart",
                refusal(twelveVideos(v -> 0.5, Label.REAL, Label.FAKE)));
    }

    @Test
    void scoresThatAreNoProbabilities_areRefusedByName() {
        assertEquals(
                "the score of a frame of video d/m/raw/v3 is NaN, where a probability from 0 to 1 was expected",
                refusal(twelveVideos(v -> v == 3 ? Double.NaN : 0.1, Label.REAL, Label.FAKE)));
        assertTrue(refusal(twelveVideos(v -> v, Label.REAL, Label.FAKE)).contains("v2 is 2.0"));
    }

    @Test
    void noScoresAtAll_areOneClassTooFew() {
        assertTrue(refusal(new Scores.Builder().build()).startsWith("one class only: 0 fake and 0 real"));
    }

    @Test
    void framesAndVideos_standSideBySideWithTheirCounts() {
        Scores scores = new SyntheticScores(25, 4, List.of("a", "b"), 2, 0.5).draw(Compression.HQ, 1);
        Evaluation evaluation = evaluation(scores);
        EvaluationResult frames = evaluation.pooled(scores, Level.FRAME, 0.4);
        EvaluationResult videos = evaluation.pooled(scores, Level.VIDEO, 0.4);
        assertEquals(new EvaluationResult.Counts(200, 100, 75, 25, 25), frames.counts());
        assertEquals(new EvaluationResult.Counts(50, 25, 75, 25, 25), videos.counts());
        double frameAuc = present(frames.metric("auc")).value();
        Estimate videoAuc = present(videos.metric("auc"));
        assertTrue(videoAuc.value() > frameAuc);
        assertTrue(videoAuc.interval().contains(videoAuc.value()));
        assertNull(frames.refusal());
    }

    @Test
    void eachMethod_isHeldAgainstAllReals() {
        Scores scores = new SyntheticScores(25, 2, List.of("b", "a"), 2, 0.5).draw(Compression.HQ, 1);
        List<EvaluationResult> methods = evaluation(scores).byMethod(scores, Level.FRAME, null);
        assertEquals(
                List.of("a", "b"),
                methods.stream().map(EvaluationResult::method).toList());
        for (EvaluationResult method : methods) {
            assertEquals(new EvaluationResult.Counts(50, 50, 50, 25, 25), method.counts());
        }
        Scores one = SyntheticScores.of(25, 1).draw(Compression.HQ, 1);
        assertEquals(List.of(), evaluation(one).byMethod(one, Level.FRAME, null));
    }

    @Test
    void theValidationThreshold_addsItsColumns() {
        Scores scores = SyntheticScores.of(25, 2).draw(Compression.HQ, 1);
        Evaluation evaluation = evaluation(scores);
        assertNull(evaluation.pooled(scores, Level.FRAME, null).metric(StandardMeasures.ACC_AT_VALIDATION));
        assertEquals(
                0.5,
                present(evaluation.pooled(scores, Level.FRAME, 1.0).metric(StandardMeasures.ACC_AT_VALIDATION))
                        .value());
    }

    @Test
    void validationMetrics_haveTheNamesTheyAnnounce_andNaNForNaN() {
        Scores scores = twelveVideos(v -> v / 12.0, Label.REAL, Label.FAKE);
        var metrics = ValidationMetrics.of(scores, Aggregate.MEAN);
        assertEquals(ValidationMetrics.names(), List.copyOf(metrics.keySet()));
        // Odd videos are fake: v beats all even ones below it, 1 + 2 + … + 6 of 36 pairs.
        assertEquals(21.0 / 36, metrics.get("video_auc"));
        Scores broken = twelveVideos(v -> Double.NaN, Label.REAL, Label.FAKE);
        assertTrue(ValidationMetrics.of(broken, Aggregate.MEAN).get("frame_auc").isNaN());
    }
}
