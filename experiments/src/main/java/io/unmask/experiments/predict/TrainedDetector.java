package io.unmask.experiments.predict;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unmask.config.BadInputException;
import io.unmask.config.ConfigReader;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.Frame;
import io.unmask.data.HostBatch;
import io.unmask.data.Label;
import io.unmask.data.load.Loader;
import io.unmask.data.load.LoaderSettings;
import io.unmask.evaluate.Scores;
import io.unmask.experiments.plan.Experiment;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.run.TrialScores;
import io.unmask.experiments.store.TrialFolder;
import io.unmask.media.Image;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.nn.Parameters;
import io.unmask.random.Seeds;
import io.unmask.train.Checkpoints;
import io.unmask.train.Explainer;
import io.unmask.train.Torch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The detector of a trial with the weights that it selected, ready for faces. For one thread. */
public final class TrainedDetector implements AutoCloseable {
    private final Trial trial;
    private final Experiment config;
    private final NDManager manager;
    private final DetectorNet net;
    private final Parameters parameters;

    private TrainedDetector(Trial trial, NDManager manager, DetectorNet net, Parameters parameters) {
        this.trial = trial;
        this.config = trial.config();
        this.manager = manager;
        this.net = net;
        this.parameters = parameters;
    }

    /**
     * Loads it.
     *
     * @param folder of a trained trial
     * @throws BadInputException if settings or weights are missing or do not fit each other
     */
    public static TrainedDetector open(TrialFolder folder, ConfigReader reader) {
        Trial trial = Plan.read(reader, folder.trialYaml(), List.of()).trials().get(0);
        Experiment config = trial.config();
        if (config.model().needs().second()) {
            throw new BadInputException(folder.path()
                    + ": its detector reads a second picture beside each one, which files of one's own do not have;"
                    + " score a data set that has them by an experiment");
        }
        Torch.start(config.resolvedThreads());
        NDManager manager = NDManager.newBaseManager(Torch.device(config.device()));
        try {
            DetectorNet net = config.model().build(config.data().input());
            Parameters parameters = Parameters.allocate(net, manager, DataType.FLOAT32);
            Checkpoints.loadWeights(folder.bestCheckpoint(), parameters);
            return new TrainedDetector(trial, manager, net, parameters);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** Where the trial drew what its data left to chance. */
    public Seeds dataSeeds() {
        return trial.dataSeeds();
    }

    /** The settings that it was trained with. */
    public Experiment config() {
        return config;
    }

    /** Scores of being fake, 0..1, before any calibration: as test data of its trial is scored. */
    public Scores scores(List<Clip> clips) {
        return new TrialScores(config, net, parameters).of(clips);
    }

    /**
     * Where it looks on the picture that stands first in a clip.
     *
     * @param kind what to show; null for the first of mask, attention and Grad-CAM that it gives
     * @param tap for Grad-CAM; null for the last one with rows and columns
     */
    Look look(Clip clip, Explainer.@Nullable Kind kind, @Nullable String tap) {
        int side = config.data().image().sidePixels();
        LoaderSettings settings =
                LoaderSettings.of(side, 1, 1).with(config.data().clip());
        try (var batches = new Loader(List.of(clip), settings).evaluation()) {
            HostBatch batch = batches.next();
            Explainer explainer =
                    new Explainer(net, parameters, config.data().image().normalise(), kind, tap);
            return new Look(batch.picture(0), explainer.of(batch).get(0));
        }
    }

    /**
     * A picture as the network sees it, and where it looks.
     *
     * @param seen at the side that the network takes
     * @param heat a value a pixel
     */
    record Look(Image seen, Explainer.Heat heat) {}

    /** Faces of a file as a clip; what it is called and whether it is fake is read by nothing. */
    static Clip clip(String name, List<Frame> faces) {
        return new Clip("predict", "unknown", Compression.RAW, name, List.of(), Label.REAL, faces);
    }

    @Override
    public void close() {
        manager.close();
    }
}
