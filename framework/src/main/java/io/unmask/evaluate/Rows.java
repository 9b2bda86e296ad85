package io.unmask.evaluate;

import io.unmask.data.Label;
import java.util.Arrays;

/**
 * The samples of one level: frames as they are, or videos with their aggregates.
 *
 * @param level frames or videos
 * @param score of each sample
 * @param fake label of each sample
 * @param video position in {@link Scores#videos} of each sample's video
 */
record Rows(Level level, double[] score, boolean[] fake, int[] video) {
    static Rows of(Scores scores, Level level, Aggregate aggregate, String method) {
        int all = level == Level.FRAME ? scores.size() : scores.videos().size();
        double[] videoScores = level == Level.FRAME ? new double[0] : scores.videoScores(aggregate);
        double[] score = new double[all];
        boolean[] fake = new boolean[all];
        int[] video = new int[all];
        int count = 0;
        for (int row = 0; row < all; row++) {
            int v = level == Level.FRAME ? scores.videoIndex(row) : row;
            ScoredVideo source = scores.videos().get(v);
            boolean isFake = source.label() == Label.FAKE;
            boolean wanted = method.equals(EvaluationResult.POOLED)
                    || !isFake
                    || source.method().equals(method);
            if (wanted) {
                score[count] = level == Level.FRAME ? scores.score(row) : videoScores[row];
                fake[count] = isFake;
                video[count++] = v;
            }
        }
        return new Rows(level, Arrays.copyOf(score, count), Arrays.copyOf(fake, count), Arrays.copyOf(video, count));
    }

    static Rows of(Scores scores, Level level, Aggregate aggregate) {
        return of(scores, level, aggregate, EvaluationResult.POOLED);
    }

    int size() {
        return score.length;
    }

    Sample sample() {
        return Sample.of(score, fake);
    }

    Sample sample(Scores scores, Clusters clusters) {
        int[] ofVideo = new int[scores.videos().size()];
        Arrays.setAll(ofVideo, v -> -1);
        int[] cluster = new int[video.length];
        for (int row = 0; row < video.length; row++) {
            int v = video[row];
            ofVideo[v] = ofVideo[v] < 0 ? clusters.indexOf(scores.videos().get(v)) : ofVideo[v];
            cluster[row] = ofVideo[v];
        }
        return Sample.of(score, fake, cluster, clusters.size());
    }
}
