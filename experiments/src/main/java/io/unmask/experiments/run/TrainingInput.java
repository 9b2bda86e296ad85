package io.unmask.experiments.run;

import io.unmask.augment.Augmentation;
import io.unmask.config.BadInputException;
import io.unmask.config.Components;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import io.unmask.data.Feed;
import io.unmask.data.PairOrder;
import io.unmask.data.SampleOrder;
import io.unmask.data.Split;
import io.unmask.data.load.Loader;
import io.unmask.data.load.LoaderSettings;
import io.unmask.experiments.plan.Experiment;
import io.unmask.experiments.plan.Trial;
import io.unmask.random.Seeds;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * The training pictures of a trial and how they are loaded.
 *
 * @param config the trial's settings
 * @param clips what it learns from
 * @param seeds streams of order and augmentations
 */
public record TrainingInput(Experiment config, List<Clip> clips, Seeds seeds) {
    /** Copies the list. */
    public TrainingInput {
        clips = List.copyOf(clips);
    }

    /** The input of a trial whose clips are known. */
    static TrainingInput of(Trial trial, List<Clip> clips) {
        return new TrainingInput(trial.config(), clips, trial.dataSeeds());
    }

    /**
     * The input of a trial alone, with no look at what it is validated and tested on.
     *
     * @param cache folder of packed files, made if need be
     * @param progress hears of caches that have to be made first
     */
    public static TrainingInput load(Trial trial, Path cache, PrintStream progress) throws InterruptedException {
        return of(trial, clips(trial, Split.TRAIN, trial.config().data().train(), cache, progress));
    }

    /**
     * What a trial is validated on, alone.
     *
     * @param cache folder of packed files, made if need be
     * @param progress hears of caches that have to be made first
     */
    public static List<Clip> validation(Trial trial, Path cache, PrintStream progress) throws InterruptedException {
        return clips(trial, Split.VAL, trial.config().data().validation(), cache, progress);
    }

    private static List<Clip> clips(Trial trial, Split split, DataSource source, Path cache, PrintStream progress)
            throws InterruptedException {
        Board board = new Board(progress, ExperimentRunner.TERMINAL, 1, List.of(trial.id()));
        Compression level = source.levelIn(trial.compression());
        DataRequest request = new DataRequest(split, level, trial.dataSeeds(), cache);
        return TrialData.packed(
                trial,
                level,
                source.clips(request),
                cache,
                board.begin(trial.id()).buildListener());
    }

    /** The same way of loading other clips. */
    public TrainingInput with(List<Clip> others) {
        return new TrainingInput(config, others, seeds);
    }

    /** How samples are made. */
    public LoaderSettings settings() {
        return LoaderSettings.of(
                        config.data().image().sidePixels(), config.train().batchSize(), config.workers())
                .with(config.data().unreadable())
                .with(config.data().clip())
                .with(config.model().needs());
    }

    /** A loader of every sample. */
    public Loader loader() {
        return new Loader(clips, settings());
    }

    /** Which samples an epoch sees. */
    public SampleOrder order(Loader loader) {
        return switch (config.train().balance()) {
            case NONE -> SampleOrder.shuffled(loader.labels().length, seeds);
            case SAMPLING -> SampleOrder.balanced(loader.labels(), seeds);
            case PAIRS -> pairs(loader);
        };
    }

    private SampleOrder pairs(Loader loader) {
        List<Augmentation> makers =
                config.augment().stream().filter(Augmentation::makesFakes).toList();
        for (Augmentation maker : makers) {
            if (!maker.makesPairs()) {
                throw new BadInputException("augment: " + Components.nameOf(maker.getClass())
                        + " may make a fake of a real, but train.balance: pairs needs one of every real; put self_blend"
                        + " into the list itself");
            }
        }
        return new PairOrder(loader.trained(), !makers.isEmpty(), seeds);
    }

    /** Augmented batches for training. */
    public Feed feed() {
        return feed(loader());
    }

    /** The same from a loader that was made here. */
    Feed feed(Loader loader) {
        return loader.training(config.augment(), order(loader), seeds);
    }
}
