package io.unmask.experiments.run;

import io.unmask.config.BadInputException;
import io.unmask.data.Feed;
import io.unmask.data.HostBatch;
import io.unmask.data.load.Loader;
import io.unmask.evaluate.ScoredVideo;
import io.unmask.evaluate.Scores;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.nn.Parameters;
import io.unmask.train.Explainer;
import io.unmask.train.Normalise;
import io.unmask.train.Scoring;
import io.unmask.train.TestTime;
import org.jspecify.annotations.Nullable;

/**
 * Scores sets of clips with a detector.
 *
 * @param parameters the placement of the network on a device
 * @param normalise how pixels become inputs, as in training
 * @param unreadable takes what is left out
 */
record TrialScores(Parameters parameters, Normalise normalise, UnreadablePictures unreadable) {
    /**
     * The scores of every sample, in the order of the set.
     *
     * @param masks hears of predicted masks; null if they do not matter
     * @param mistakes hears of all scores; null if they are not shown
     * @throws BadInputException if not every sample was scored but those that the configuration lets go
     */
    Scores of(DetectorNet net, Loader loader, @Nullable TrialMasks masks, @Nullable TrialMistakes mistakes) {
        Scores.Builder builder = new Scores.Builder();
        try (Feed.Batches batches = loader.evaluation()) {
            Scoring.score(net, parameters, normalise, batches, (batch, scores, predicted) -> {
                add(builder, batch, scores, mistakes);
                if (masks != null && predicted != null) {
                    masks.add(batch, predicted);
                }
            });
        }
        return complete(builder, loader);
    }

    /**
     * The same by the mean over several views of each picture.
     *
     * @param loader loads pictures at the side that the views are cut from
     * @param mistakes hears of all scores; null if they are not shown
     */
    Scores of(DetectorNet net, Loader loader, TestTime views, int sidePixels, @Nullable TrialMistakes mistakes) {
        Scores.Builder builder = new Scores.Builder();
        try (Feed.Batches batches = loader.evaluation()) {
            Scoring.score(
                    net,
                    parameters,
                    normalise,
                    views,
                    sidePixels,
                    batches,
                    (batch, scores, none) -> add(builder, batch, scores, mistakes));
        }
        return complete(builder, loader);
    }

    /** Says where a detector looks, by the best means that it has. */
    Explainer explainer(DetectorNet net) {
        return new Explainer(net, parameters, normalise, null, null);
    }

    private Scores complete(Scores.Builder builder, Loader loader) {
        unreadable.add(loader);
        Scores scores = builder.build();
        int expected = loader.samples().size() - loader.skipped().size();
        if (scores.size() != expected) {
            throw new BadInputException("scored " + scores.size() + " of " + expected
                    + " samples: samples that cannot be read must not silently leave a test set");
        }
        return scores;
    }

    private static void add(Scores.Builder builder, HostBatch batch, float[] scores, @Nullable TrialMistakes mistakes) {
        if (mistakes != null) {
            mistakes.add(batch, scores);
        }
        for (int i = 0; i < scores.length; i++) {
            HostBatch.SampleRef sample = batch.samples().get(i);
            int frame = sample.clip().frames().get(sample.frame()).number();
            builder.add(ScoredVideo.of(sample.clip()), frame, scores[i]);
        }
    }
}
