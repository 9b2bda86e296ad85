package io.unmask.experiments.bench;

import io.unmask.config.Components;
import io.unmask.data.Feed;
import io.unmask.experiments.plan.Experiment;
import io.unmask.model.detector.Classifier;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.nn.Parameters;
import io.unmask.random.Seeds;
import io.unmask.train.BatchChanges;
import io.unmask.train.Copies;
import io.unmask.train.Trainer;
import io.unmask.train.Training;
import io.unmask.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The real training loop for as many batches as a feed has, with no validation: one epoch, whatever the experiment says.
 *
 * @param config the experiment
 * @param net its network
 * @param parameters where that lies
 * @param scratch a folder for checkpoints, of which one is written at the end
 */
record ShortTraining(Experiment config, DetectorNet net, Parameters parameters, Path scratch) {
    /** Minutes between checkpoints that no measurement takes. */
    private static final double NEVER = 1e9;

    /** What a detector is called in a table: a classifier by its backbone. */
    static String network(Experiment config) {
        return config.model() instanceof Classifier classifier
                ? Components.nameOf(classifier.backbone().getClass())
                : Components.nameOf(config.model().getClass());
    }

    /** Trains until the feed ends. */
    void run(Feed feed, TrainingListener listener) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(scratch, "training");
        Training training = oneEpoch(config.train());
        try (Copies copies = Copies.of(
                training,
                net,
                parameters,
                () -> config.model().build(config.data().input()))) {
            Trainer trainer = new Trainer(
                    training,
                    copies,
                    config.data().image().normalise(),
                    BatchChanges.of(config.augment()),
                    Seeds.of(1),
                    folder);
            trainer.run(feed, (scored, epoch) -> Map.of(config.train().select().metric(), 0.5), listener);
        }
    }

    private static Training oneEpoch(Training train) {
        return new Training(
                1,
                train.batchSize(),
                train.optimizer(),
                train.schedule(),
                train.precision(),
                train.clipGradientNorm(),
                train.ema(),
                train.accumulate(),
                train.recompute(),
                train.replicas(),
                train.syncBatchNorm(),
                null,
                train.balance(),
                train.select(),
                null,
                NEVER);
    }
}
