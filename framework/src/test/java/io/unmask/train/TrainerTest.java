package io.unmask.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unmask.config.BadInputException;
import io.unmask.model.nn.Parameters;
import io.unmask.random.Seeds;
import io.unmask.train.optimizer.Adam;
import io.unmask.train.optimizer.OptimizerState;
import io.unmask.train.optimizer.Sgd;
import io.unmask.train.precision.Fp32;
import io.unmask.train.precision.LossScale;
import io.unmask.train.schedule.Constant;
import io.unmask.weights.Safetensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private static final double NEVER = 1e9;

    @TempDir
    Path folder;

    private TrainingResult train(Training training, Validation validation) throws InterruptedException {
        try (NDManager manager = NDManager.newBaseManager()) {
            var net = new TinyTraining.Net();
            var parameters = TinyTraining.place(net, manager);
            return new Trainer(training, net, parameters, Normalise.HALF, Seeds.of(5), folder)
                    .run(TinyTraining.feed(), validation, TrainingListener.SILENT);
        }
    }

    private static Training with(int epochs, EarlyStopping stopping, Integer maximumSteps, Select.Mode mode) {
        return new Training(
                epochs,
                4,
                new Adam(0.05, List.of(0.9, 0.99), 1e-8, 0, false, false),
                new Constant(),
                new Fp32(),
                null,
                null,
                1,
                false,
                1,
                false,
                stopping,
                Balance.NONE,
                new Select("auc", mode, false),
                maximumSteps,
                NEVER);
    }

    /** A validation that reports given values. */
    private static Validation reporting(double... values) {
        return (net, epoch) -> Map.of("auc", values[epoch - 1]);
    }

    @Test
    void aTrainingLearnsWhatCanBeLearned() throws InterruptedException {
        TrainingResult result = train(with(30, null, null, Select.Mode.MAX), (net, epoch) -> Map.of("auc", 0.5));
        double first = result.epochs().get(0).trainLoss();
        double last = result.epochs().get(29).trainLoss();
        assertTrue(last < 0.6 * first, first + " -> " + last);
    }

    @Test
    void theEarliestOfTheBestEpochsIsKept() throws InterruptedException {
        TrainingResult result = train(with(4, null, null, Select.Mode.MAX), reporting(0.5, 0.8, 0.8, 0.6));
        assertEquals(2, result.bestEpoch());
        assertEquals(0.8, result.bestMetric());
        assertEquals("2", Safetensors.read(result.best()).metadata().get("epoch"));
        assertFalse(result.stoppedEarly());
    }

    @Test
    void lowerIsBetter_whereTheModeSaysSo() throws InterruptedException {
        assertEquals(
                3,
                train(with(3, null, null, Select.Mode.MIN), reporting(0.5, 0.8, 0.4))
                        .bestEpoch());
    }

    @Test
    void theKeptWeights_areThoseThatWereValidated() throws InterruptedException {
        List<float[]> validated = new ArrayList<>();
        TrainingResult result;
        try (NDManager manager = NDManager.newBaseManager()) {
            var net = new TinyTraining.Net();
            var parameters = TinyTraining.place(net, manager);
            var trainer =
                    new Trainer(TinyTraining.everything(NEVER), net, parameters, Normalise.HALF, Seeds.of(5), folder);
            result = trainer.run(
                    TinyTraining.feed(),
                    (same, epoch) -> {
                        validated.add(parameters.get("head.weight").array().toFloatArray());
                        return Map.of("auc", epoch == 2 ? 1.0 : 0.0);
                    },
                    TrainingListener.SILENT);
            Checkpoints.loadWeights(result.best(), parameters);
            assertArrayEquals(
                    validated.get(1), parameters.get("head.weight").array().toFloatArray());
        }
        // The average was validated, and training went on with the weights themselves.
        Safetensors last = Safetensors.read(folder.resolve("last.safetensors"));
        assertArrayEquals(
                validated.get(2), last.tensors().get("ema/head.weight").floats());
        assertFalse(Arrays.equals(
                validated.get(2), last.tensors().get("head.weight").floats()));
    }

    @Test
    void earlyStopping_waitsForItsPatience() throws InterruptedException {
        TrainingResult result = train(
                with(9, new EarlyStopping(2, 0.05), null, Select.Mode.MAX), reporting(0.5, 0.6, 0.64, 0.61, 1, 1, 1));
        assertEquals(4, result.epochs().size());
        assertEquals(3, result.bestEpoch(), "a small improvement is kept though it does not count");
        assertTrue(result.stoppedEarly());
    }

    @Test
    void maximumSteps_endInsideAnEpoch_whichIsValidated() throws InterruptedException {
        TrainingResult result = train(with(9, null, TinyTraining.BATCHES + 2, Select.Mode.MAX), reporting(0.5, 0.6));
        assertEquals(2, result.epochs().size());
        assertFalse(result.stoppedEarly());
    }

    @Test
    void anInfiniteLoss_namesTheStepAndLeavesTheCheckpoint() {
        Training training = TinyTraining.training(new Sgd(1e30, 0, 0, false, 0, false), new Constant(), 3, null, 1, 0);
        var exception = assertThrows(DivergedException.class, () -> train(training, reporting(1, 1, 1)));
        assertTrue(
                exception
                        .getMessage()
                        .matches("(?s).*(loss|weights) became (NaN|Infinity|infinite).*epoch 1 at step [123] .*"),
                exception.getMessage());
        assertTrue(exception.getMessage().contains("train.clip_gradient_norm"), exception.getMessage());
        Path last = folder.resolve("last.safetensors");
        if (Files.exists(last)) {
            assertTrue(DoubleStream.of(
                            Safetensors.read(last).tensors().get("head.weight").doubles())
                    .allMatch(Double::isFinite));
        }
    }

    @Test
    void aMetricThatNobodyReports_isNamedWithThoseThatAre() {
        var exception = assertThrows(
                BadInputException.class,
                () -> train(with(2, null, null, Select.Mode.MAX), (net, epoch) -> Map.of("acc", 1.0)));
        assertTrue(exception.getMessage().contains("\"auc\""), exception.getMessage());
        assertTrue(exception.getMessage().contains("acc=1.0"), exception.getMessage());
    }

    /** Hundreds of steps, with all that can leak: clipping, AMSGrad, the average, accumulation, validation. */
    @Test
    void nativeArraysStayAsMany() throws InterruptedException {
        try (NDManager manager = NDManager.newBaseManager()) {
            var net = new TinyTraining.Net();
            var parameters = TinyTraining.place(net, manager);
            Training training = TinyTraining.training(
                    TinyTraining.everything(0).optimizer(), new Constant(), 60, new Ema(0.9), 2, 0);
            List<Integer> counts = new ArrayList<>();
            new Trainer(training, net, parameters, Normalise.IMAGENET, Seeds.of(5), folder)
                    .run(TinyTraining.feed(), TinyTraining.validation(parameters), new TrainingListener() {
                        @Override
                        public void epoch(EpochResult result) {
                            counts.add(manager.getParentManager()
                                    .getManagedArrays()
                                    .size());
                        }
                    });
            assertEquals(60, counts.size());
            assertEquals(counts.get(0), counts.get(59), counts::toString);
        }
    }

    @Test
    void unevenBatches_accumulateToTheGradientOfAllPictures() {
        float[][] weights = new float[2][];
        for (int run = 0; run < 2; run++) {
            try (NDManager manager = NDManager.newBaseManager()) {
                var net = new TinyTraining.Linear();
                var parameters = Parameters.place(net, manager, DataType.FLOAT64, Seeds.of(3));
                var optimizer = new OptimizerState(new Sgd(1, 0, 0, false, 0, false), parameters);
                Training training = with(1, null, null, Select.Mode.MAX);
                var stepper = new Stepper(
                        training,
                        Copies.none(net, parameters),
                        Normalise.HALF,
                        BatchChanges.NONE,
                        Seeds.of(1),
                        optimizer,
                        null);
                // Batches 3 and 4 have 4 and 3 pictures.
                var parts = List.of(TinyTraining.batch(0, 3), TinyTraining.batch(0, 4));
                var batches = run == 0 ? parts : List.of(TinyTraining.join(parts.get(0), parts.get(1)));
                try (var losses = new LossMeter(manager, new Fp32())) {
                    stepper.step(batches.iterator(), batches.size(), 1, 1, LossScale.NONE, losses);
                }
                weights[run] = parameters.flat().toType(DataType.FLOAT32, false).toFloatArray();
            }
        }
        assertArrayEquals(weights[1], weights[0], 1e-6f);
    }
}
