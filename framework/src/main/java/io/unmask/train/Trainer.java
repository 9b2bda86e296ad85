package io.unmask.train;

import io.unmask.config.BadInputException;
import io.unmask.data.Feed;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.nn.Parameters;
import io.unmask.random.Seeds;
import io.unmask.train.optimizer.OptimizerState;
import io.unmask.train.precision.LossScale;
import io.unmask.train.schedule.Progress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Trains one detector and keeps its checkpoints in a folder: {@code last.safetensors} to resume from,
 * {@code best.safetensors} with the weights of the best epoch on validation data.
 */
public final class Trainer {
    private static final double SECONDS_PER_MINUTE = 60;

    private final Training training;
    private final DetectorNet net;
    private final Parameters parameters;
    private final @Nullable WeightAverage average;
    private final Stepper stepper;
    private final Checkpoints checkpoints;
    private final Stopwatch stopwatch;
    private final Path folder;
    private Position position = Position.start(0, LossScale.NONE);
    private double learningRate;
    private long savedNanos = System.nanoTime();

    /**
     * A training that starts from the present weights, or goes on where the checkpoint in the folder ends.
     *
     * @param net the network
     * @param parameters its placement on a device
     * @param seeds streams of the trial; each step reseeds the engine from its own
     * @param folder the trial's folder
     */
    public Trainer(
            Training training, DetectorNet net, Parameters parameters, Normalise normalise, Seeds seeds, Path folder) {
        this(training, net, parameters, normalise, BatchChanges.NONE, seeds, folder);
    }

    /**
     * The same with batches changed.
     *
     * @param changes what is done with each batch before and in a step
     */
    public Trainer(
            Training training,
            DetectorNet net,
            Parameters parameters,
            Normalise normalise,
            BatchChanges changes,
            Seeds seeds,
            Path folder) {
        this(training, Copies.none(net, parameters), normalise, changes, seeds, folder);
    }

    /**
     * The same with further copies of the network.
     *
     * @param copies the network, its placement, and as many copies as the settings say; the caller closes them
     */
    public Trainer(
            Training training, Copies copies, Normalise normalise, BatchChanges changes, Seeds seeds, Path folder) {
        if (copies.count() != training.replicas()) {
            throw new IllegalArgumentException(copies.count() + " copies for " + training.replicas() + " replicas");
        }
        this.training = training;
        this.net = copies.net();
        this.parameters = copies.parameters();
        this.folder = folder;
        copies.compute(training.precision().arithmetic());
        average = training.ema() == null
                ? null
                : new WeightAverage(parameters, training.ema().decay());
        var optimizer = new OptimizerState(training.optimizer(), parameters);
        stepper = new Stepper(training, copies, normalise, changes, seeds, optimizer, average);
        checkpoints = new Checkpoints(
                folder, training.identity() + ", normalise=" + normalise, parameters, optimizer, average);
        stopwatch = new Stopwatch(folder);
    }

    /**
     * Trains until the last epoch or until early stopping; a trainer runs once. Interrupting the thread saves a
     * checkpoint and ends the training; a new trainer on the same folder goes on from there.
     *
     * @throws DivergedException if the loss or a weight is infinite or not a number
     * @throws BadInputException if a checkpoint is broken or belongs to another training, or if the validation
     *     does not report the metric to select by
     * @throws InterruptedException if the thread was interrupted; a checkpoint has been written
     */
    public TrainingResult run(Feed feed, Validation validation, TrainingListener listener) throws InterruptedException {
        Torch.recordNothing();
        Position resumed = checkpoints.load(feed.batchesPerEpoch(), training.select());
        LossScale start = training.precision().lossScale();
        position = resumed == null ? Position.start(feed.batchesPerEpoch(), start) : resumed;
        stopwatch.load(position.epochs().size());
        stepper.listen(listener);
        try (LossMeter losses = new LossMeter(parameters.flat().getManager(), training.precision())) {
            while (!isFinished()) {
                stopwatch.start();
                trainEpoch(feed, losses, listener);
                finishEpoch(validation);
                listener.epoch(result(position.epochs().size() - 1));
            }
        }
        return result();
    }

    private boolean isFinished() {
        // Batches that were trained on but not validated belong to an epoch that has yet to be finished.
        return position.batch() == 0 && (position.step() >= steps() || stopsEarly());
    }

    private long steps() {
        return training.steps(position.batchesPerEpoch());
    }

    private boolean stopsEarly() {
        EarlyStopping rule = training.earlyStopping();
        return rule != null && rule.isDue(selectionMetric(), training.select());
    }

    private List<Double> selectionMetric() {
        return position.metric(training.select().metric());
    }

    private void trainEpoch(Feed feed, LossMeter losses, TrainingListener listener) throws InterruptedException {
        learningRate = scheduledRate();
        if (!epochGoesOn()) {
            return;
        }
        int epoch = position.epochs().size();
        try (Feed.Batches batches = feed.epoch(epoch, position.batch())) {
            while (epochGoesOn()) {
                learningRate = scheduledRate();
                int count = Math.min(training.accumulate(), position.batchesPerEpoch() - position.batch());
                Stepper.Done done = stepper.step(batches, count, epoch + 1, learningRate, position.lossScale(), losses);
                position = position.afterStep(count, done.pictures(), done.nextScale());
                if (losses.isDue(position.step()) || !epochGoesOn()) {
                    position = losses.read(position);
                    listener.step(progress(losses.last()));
                }
                requireScale();
                saveIfDue(losses);
            }
        }
    }

    private boolean epochGoesOn() {
        return position.batch() < position.batchesPerEpoch() && position.step() < steps();
    }

    /** The rate of the coming step; after the last step of an epoch, still that of the step before. */
    private double scheduledRate() {
        long step = epochGoesOn() ? position.step() : position.step() - 1;
        var progress = new Progress(
                step,
                steps(),
                training.stepsPerEpoch(position.batchesPerEpoch()),
                selectionMetric(),
                training.select().mode() == Select.Mode.MAX);
        return training.schedule().learningRate(training.optimizer().learningRate(), progress);
    }

    private void saveIfDue(LossMeter losses) throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        double minutes = (System.nanoTime() - savedNanos) / 1e9 / SECONDS_PER_MINUTE;
        if (interrupted || minutes >= training.checkpointMinutes()) {
            position = losses.read(position);
            requireFiniteWeights();
            save();
        }
        if (interrupted) {
            throw new InterruptedException(
                    "training stopped at step " + position.step() + "; it resumes from " + folder);
        }
    }

    private void finishEpoch(Validation validation) throws InterruptedException {
        requireFiniteWeights();
        stopwatch.finish();
        if (average == null) {
            validate(validation);
        } else {
            average.during(() -> validate(validation));
        }
        save();
    }

    /** Validates what the network holds and sets it aside if it is the best so far. */
    private void validate(Validation validation) {
        Select select = training.select();
        int epoch = position.epochNumber();
        Map<String, Double> metrics = validation.metrics(net, epoch);
        Double value = metrics.get(select.metric());
        if (value == null || value.isNaN()) {
            throw new BadInputException("train.select.metric: the validation of epoch " + epoch + " gave "
                    + (value == null ? "no" : "no value for") + " \"" + select.metric() + "\"; it gave " + metrics);
        }
        position = position.afterEpoch(learningRate, metrics);
        if (select.best(selectionMetric()) == epoch) {
            checkpoints.writeNextBest(epoch, select.metric(), value);
        }
    }

    /** Guards checkpoints: weights that are lost must not replace those that are not. */
    private void requireFiniteWeights() {
        try (var sum = parameters.flat().sum()) {
            if (!Double.isFinite(sum.toArray()[0].doubleValue())) {
                throw LossMeter.diverged(
                        "the weights became infinite or not a number",
                        position.epochNumber(),
                        position.step(),
                        learningRate,
                        training.precision());
            }
        }
    }

    /** Gradients that overflow at any scale are of a training that is lost. */
    private void requireScale() {
        if (position.lossScale().value() < LossScale.LOWEST) {
            throw LossMeter.diverged(
                    "gradients overflow even at a loss scale of 2^-14",
                    position.epochNumber(),
                    position.step(),
                    learningRate,
                    training.precision());
        }
    }

    private void save() throws InterruptedException {
        try {
            writeAll();
        } catch (BadInputException e) {
            if (!(e.getCause() instanceof ClosedByInterruptException)) {
                throw e;
            }
            // An interrupt closes the file that is being written. Write it again and then end.
            Thread.interrupted();
            writeAll();
            throw new InterruptedException(
                    "training stopped at step " + position.step() + "; it resumes from " + folder);
        }
        savedNanos = System.nanoTime();
    }

    private void writeAll() {
        stopwatch.save(position.batch() > 0);
        checkpoints.save(position, training.select().best(selectionMetric()));
    }

    private TrainingListener.StepProgress progress(double loss) {
        double seconds = stopwatch.seconds();
        double imagesPerSecond = position.images() / seconds;
        int stepsOfEpoch = training.stepsPerEpoch(position.batch());
        return new TrainingListener.StepProgress(
                position.epochNumber(),
                training.epochs(),
                position.step(),
                steps(),
                loss,
                learningRate,
                imagesPerSecond,
                seconds / stepsOfEpoch * (steps() - position.step()));
    }

    private EpochResult result(int epoch) {
        Position.Finished finished = position.epochs().get(epoch);
        double seconds = stopwatch.seconds(epoch);
        return new EpochResult(
                epoch + 1,
                finished.trainLoss(),
                finished.metrics(),
                finished.learningRate(),
                finished.skipped(),
                seconds,
                seconds > 0 ? finished.images() / seconds : 0);
    }

    private TrainingResult result() {
        int best = training.select().best(selectionMetric());
        return new TrainingResult(
                IntStream.range(0, position.epochs().size())
                        .mapToObj(this::result)
                        .toList(),
                position.step(),
                best,
                selectionMetric().get(best - 1),
                position.step() < steps(),
                Checkpoints.best(folder));
    }
}
