package io.unmask.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unmask.data.Feed;
import io.unmask.data.HostBatch;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.loss.CrossEntropy;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Dropout;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import io.unmask.train.optimizer.Adam;
import io.unmask.train.optimizer.Optimizer;
import io.unmask.train.precision.Fp32;
import io.unmask.train.precision.Precision;
import io.unmask.train.schedule.Cosine;
import io.unmask.train.schedule.Schedule;
import io.unmask.train.schedule.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A network, data and settings so small that a whole training takes milliseconds. */
final class TinyTraining {
    static final int SIDE = 6;
    static final int BATCHES = 5;

    private TinyTraining() {}

    /** Has everything that a checkpoint must carry: running statistics, a counter, random dropout. */
    static final class Net extends DetectorNet {
        private final Conv2d conv = child("conv", Conv2d.of(3, 4, 3).build());
        private final BatchNorm norm = child("norm", new BatchNorm(4));
        private final io.unmask.model.nn.Linear head = child("head", new io.unmask.model.nn.Linear(4, 2));
        private final double dropout;

        Net() {
            this(0.3);
        }

        Net(double dropout) {
            this.dropout = dropout;
        }

        @Override
        public Prediction forward(Inputs inputs, Pass pass) {
            NDArray x = Activation.relu(norm.forward(conv.forward(inputs.images(), pass), pass));
            return new Prediction(head.forward(
                    Dropout.values(x.flatten(2, 3).mean(new int[] {2}), dropout, pass), pass));
        }

        @Override
        public NDArray loss(Prediction prediction, Targets targets) {
            return new CrossEntropy(0, null).of(prediction.logits(), targets.labels());
        }
    }

    /** A network whose gradient is a plain mean over pictures. */
    static final class Linear extends DetectorNet {
        private final io.unmask.model.nn.Linear head = child("head", new io.unmask.model.nn.Linear(3, 2));

        @Override
        public Prediction forward(Inputs inputs, Pass pass) {
            return new Prediction(head.forward(inputs.images().flatten(2, 3).mean(new int[] {2}), pass));
        }

        @Override
        public NDArray loss(Prediction prediction, Targets targets) {
            return new CrossEntropy(0, null).of(prediction.logits(), targets.labels());
        }
    }

    /** The pictures of two batches as one. */
    static HostBatch join(HostBatch first, HostBatch second) {
        byte[] pixels = Arrays.copyOf(first.pixels(), first.pixels().length + second.pixels().length);
        System.arraycopy(second.pixels(), 0, pixels, first.pixels().length, second.pixels().length);
        int[] labels = Arrays.copyOf(first.labels(), first.size() + second.size());
        System.arraycopy(second.labels(), 0, labels, first.size(), second.size());
        return new HostBatch(SIDE, pixels, labels, List.of());
    }

    /** Noise whose brightness follows the label; the last batch of an epoch is smaller. */
    static Feed feed() {
        return new Feed() {
            @Override
            public int batchesPerEpoch() {
                return BATCHES;
            }

            @Override
            public Batches epoch(int epoch, int firstBatch) {
                return new Batches() {
                    private int next = firstBatch;

                    @Override
                    public boolean hasNext() {
                        return next < BATCHES;
                    }

                    @Override
                    public HostBatch next() {
                        return batch(epoch, next++);
                    }

                    @Override
                    public void close() {}
                };
            }
        };
    }

    static HostBatch batch(int epoch, int index) {
        RandomStream random = Seeds.of(7).stream("batch", epoch, index);
        int size = index == BATCHES - 1 ? 3 : 4;
        int[] labels = new int[size];
        byte[] pixels = new byte[size * SIDE * SIDE * 3];
        for (int i = 0; i < size; i++) {
            labels[i] = random.integer(0, 1);
            for (int j = 0; j < SIDE * SIDE * 3; j++) {
                pixels[i * SIDE * SIDE * 3 + j] = (byte) random.integer(40 * labels[i], 200 + 40 * labels[i]);
            }
        }
        return new HostBatch(SIDE, pixels, labels, List.of());
    }

    /** Everything that has a state: Adam with AMSGrad, clipping, an average, uneven accumulation. */
    static Training everything(double checkpointMinutes) {
        return training(
                new Adam(0.05, List.of(0.9, 0.99), 1e-8, 0.01, true, true),
                new Cosine(null, 0.001, Unit.STEP),
                3,
                new Ema(0.8),
                2,
                checkpointMinutes);
    }

    static Training training(
            Optimizer optimizer,
            Schedule schedule,
            int epochs,
            @Nullable Ema ema,
            int accumulate,
            double checkpointMinutes) {
        return new Training(
                epochs,
                4,
                optimizer,
                schedule,
                new Fp32(),
                1.0,
                ema,
                accumulate,
                false,
                1,
                false,
                null,
                Balance.NONE,
                new Select("auc", Select.Mode.MAX, false),
                null,
                checkpointMinutes);
    }

    /** The same with other numbers. */
    static Training with(Precision precision, Training training) {
        return changed(training, precision, training.recompute(), training.replicas(), training.syncBatchNorm());
    }

    /** The same with stages computed again. */
    static Training recomputing(Training training) {
        return changed(training, training.precision(), true, training.replicas(), training.syncBatchNorm());
    }

    /** The same with batches divided. */
    static Training divided(Training training, int replicas, boolean syncBatchNorm) {
        return changed(training, training.precision(), training.recompute(), replicas, syncBatchNorm);
    }

    private static Training changed(
            Training training, Precision precision, boolean recompute, int replicas, boolean syncBatchNorm) {
        return new Training(
                training.epochs(),
                training.batchSize(),
                training.optimizer(),
                training.schedule(),
                precision,
                training.clipGradientNorm(),
                training.ema(),
                training.accumulate(),
                recompute,
                replicas,
                syncBatchNorm,
                training.earlyStopping(),
                training.balance(),
                training.select(),
                training.maximumSteps(),
                training.checkpointMinutes());
    }

    /** Ends a training as a kill does: nothing of it survives but its folder. */
    static final class Killed extends RuntimeException {}

    /** Kills a training after an update that it is told of. */
    static TrainingListener killing(Predicate<TrainingListener.StepProgress> when) {
        return new TrainingListener() {
            @Override
            public void step(StepProgress progress) {
                if (when.test(progress)) {
                    throw new Killed();
                }
            }
        };
    }

    static Parameters place(DetectorNet net, NDManager manager) {
        return Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(3));
    }

    /** A metric that depends on the weights that the network holds: minus the mean error on fixed batches. */
    static Validation validation(Parameters parameters) {
        return (net, epoch) -> {
            List<HostBatch> batches = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                batches.add(batch(-1, i));
            }
            double[] sum = new double[1];
            Scoring.score(net, parameters, Normalise.HALF, batches.iterator(), (batch, scores, masks) -> {
                for (int i = 0; i < scores.length; i++) {
                    sum[0] -= Math.abs(scores[i] - batch.labels()[i]);
                }
            });
            return Map.of("auc", sum[0]);
        };
    }
}
