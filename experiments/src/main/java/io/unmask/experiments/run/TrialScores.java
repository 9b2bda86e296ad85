package io.unmask.experiments.run;

import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.data.Feed;
import io.unmask.data.HostBatch;
import io.unmask.data.Needs;
import io.unmask.data.load.Loader;
import io.unmask.data.load.LoaderSettings;
import io.unmask.evaluate.ScoredVideo;
import io.unmask.evaluate.Scores;
import io.unmask.experiments.plan.Experiment;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.nn.Parameters;
import io.unmask.train.Explainer;
import io.unmask.train.Normalise;
import io.unmask.train.Scoring;
import io.unmask.train.TestTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scores sets of clips with a detector, as the settings of its trial say. */
public final class TrialScores {
    private final Experiment config;
    private final DetectorNet net;
    private final Parameters parameters;
    private final UnreadablePictures unreadable;

    /** For a network that is placed, where nobody asks for what was left out. */
    public TrialScores(Experiment config, DetectorNet net, Parameters parameters) {
        this(config, net, parameters, new UnreadablePictures());
    }

    /**
     * For a network that is placed.
     *
     * @param config the settings of the trial
     * @param unreadable takes what is left out
     */
    TrialScores(Experiment config, DetectorNet net, Parameters parameters, UnreadablePictures unreadable) {
        this.config = config;
        this.net = net;
        this.parameters = parameters;
        this.unreadable = unreadable;
    }

    /**
     * The scores of every sample, in the order of the set, each of the picture as it is, without test-time views.
     *
     * @throws BadInputException if not every sample was scored but those that the configuration lets go
     */
    Scores plain(List<Clip> clips) {
        return plain(clips, ScoringListener.SILENT);
    }

    /**
     * The same.
     *
     * @param listener watches
     * @throws BadInputException as above
     */
    public Scores plain(List<Clip> clips, ScoringListener listener) {
        return plain(loader(clips, needs()), null, null, listener);
    }

    /**
     * The scores of every sample, as a test set is scored.
     *
     * @throws BadInputException as above
     */
    public Scores of(List<Clip> clips) {
        return of(clips, null, null);
    }

    /**
     * The same.
     *
     * @param masks hears of predicted masks; null if they do not matter
     * @param mistakes hears of all scores; null if they are not shown
     * @throws BadInputException as above
     */
    Scores of(List<Clip> clips, @Nullable TrialMasks masks, @Nullable TrialMistakes mistakes) {
        boolean plain = config.testTime().isPlain();
        // Masks belong to the whole picture, so that is looked at for them even where the score is that of views.
        Needs needs = masks == null ? needs() : needs().withMasks(true);
        Scores whole = plain || masks != null
                ? plain(loader(clips, needs), masks, plain ? mistakes : null, ScoringListener.SILENT)
                : null;
        return whole != null && plain ? whole : views(clips, mistakes);
    }

    private Needs needs() {
        return config.model().needs().forScoring();
    }

    private Loader loader(List<Clip> clips, Needs needs) {
        return loader(clips, needs, config.data().image().sidePixels());
    }

    private Loader loader(List<Clip> clips, Needs needs, int sidePixels) {
        return new Loader(
                clips,
                LoaderSettings.of(sidePixels, config.train().batchSize(), config.workers())
                        .with(config.data().unreadable())
                        .with(config.data().clip())
                        .with(needs));
    }

    private Scores plain(
            Loader loader, @Nullable TrialMasks masks, @Nullable TrialMistakes mistakes, ScoringListener listener) {
        Scores.Builder builder = new Scores.Builder();
        try (Feed.Batches batches = loader.evaluation()) {
            Scoring.score(net, parameters, normalise(), listener.watched(batches), (batch, scores, predicted) -> {
                listener.scored(batch.size());
                add(builder, batch, scores, mistakes);
                if (masks != null && predicted != null) {
                    masks.add(batch, predicted);
                }
            });
        }
        return complete(builder, loader);
    }

    /** By the mean over several views of each picture, which are cut from a larger one. */
    private Scores views(List<Clip> clips, @Nullable TrialMistakes mistakes) {
        int side = config.data().image().sidePixels();
        TestTime views = config.testTime();
        Loader loader = loader(clips, needs(), views.loadedSide(side));
        Scores.Builder builder = new Scores.Builder();
        try (Feed.Batches batches = loader.evaluation()) {
            Scoring.score(
                    net,
                    parameters,
                    normalise(),
                    views,
                    side,
                    batches,
                    (batch, scores, none) -> add(builder, batch, scores, mistakes));
        }
        return complete(builder, loader);
    }

    private Normalise normalise() {
        return config.data().image().normalise();
    }

    /** Says where the detector looks, by the best means that it has. */
    Explainer explainer() {
        return new Explainer(net, parameters, normalise(), null, null);
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
