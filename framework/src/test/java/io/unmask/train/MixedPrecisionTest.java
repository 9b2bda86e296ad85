package io.unmask.train;

import static io.unmask.train.TinyTraining.killing;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.unmask.random.Seeds;
import io.unmask.train.TinyTraining.Killed;
import io.unmask.train.optimizer.Adam;
import io.unmask.train.optimizer.Optimizer;
import io.unmask.train.optimizer.Sam;
import io.unmask.train.optimizer.Sgd;
import io.unmask.train.precision.Fp16;
import io.unmask.train.precision.Fp32;
import io.unmask.train.precision.Precision;
import io.unmask.train.schedule.Constant;
import io.unmask.weights.Safetensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MixedPrecisionTest {
    private static final Fp16 OFFICIAL = new Fp16(65_536, 2, 0.5, 2000);
    /** Whatever the loss, its gradients overflow at first; and the scale grows back often. */
    private static final Fp16 RESTLESS = new Fp16(0x1p40, 2, 0.5, 2);

    @TempDir
    Path folder;

    private static TrainingResult train(Training training, int seed, Path where, TrainingListener listener)
            throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            var net = new TinyTraining.Net();
            var parameters = TinyTraining.place(net, manager);
            return new Trainer(training, net, parameters, Normalise.HALF, Seeds.of(seed), where)
                    .run(TinyTraining.feed(), TinyTraining.validation(parameters), listener);
        }
    }

    private static Training training(Precision precision, Optimizer optimizer, int epochs) {
        return training(precision, optimizer, epochs, 0);
    }

    private static Training training(Precision precision, Optimizer optimizer, int epochs, double checkpointMinutes) {
        return TinyTraining.with(
                precision, TinyTraining.training(optimizer, new Constant(), epochs, null, 1, checkpointMinutes));
    }

    private static Adam adam() {
        return new Adam(0.05, List.of(0.9, 0.99), 1e-8, 0, false, false);
    }

    private static long skipped(TrainingResult result) {
        return result.epochs().stream().mapToLong(EpochResult::skippedUpdates).sum();
    }

    /** The mean over seeds differs by less than seeds do from each other; the weights are not the same. */
    @Test
    void halfAndSinglePrecision_learnTheSame() throws Exception {
        int seeds = 5;
        double[][] losses = new double[2][seeds];
        for (int seed = 0; seed < seeds; seed++) {
            for (int way = 0; way < 2; way++) {
                Training training = training(way == 0 ? new Fp32() : OFFICIAL, adam(), 12, 1e9);
                TrainingResult result =
                        train(training, seed, folder.resolve(way + "-" + seed), TrainingListener.SILENT);
                losses[way][seed] = result.epochs().get(11).trainLoss();
                assertTrue(losses[way][seed] < 0.85 * result.epochs().get(0).trainLoss());
                assertTrue(skipped(result) <= (way == 0 ? 0 : 4), "a scale that starts too high comes down soon");
            }
            assertNotEquals(losses[0][seed], losses[1][seed]);
        }
        double noise = Math.sqrt(squares(losses[0]) / (seeds - 1));
        assertEquals(mean(losses[0]), mean(losses[1]), noise / 2, "noise of seeds " + noise);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double squares(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
    }

    @Test
    void anOverflow_isSkippedAndCounted_andLowersTheScale() throws Exception {
        Fp16 precision = new Fp16(0x1p60, 2, 0x1p-50, 2000);
        assertThrows(
                Killed.class,
                () -> train(training(precision, adam(), 1), 5, folder, killing(progress -> progress.step() == 3)),
                "the checkpoint is that of step 2");
        Safetensors last = Safetensors.read(folder.resolve("last.safetensors"));
        String position = last.metadata().get("position");
        assertTrue(position.contains("\"step\":2"), position);
        assertTrue(position.contains("\"lossScale\":{\"value\":1024.0,\"steady\":1,\"skipped\":1}"), position);
    }

    @Test
    void aSkippedUpdate_leavesWeightsAndMomentsAlone() throws Exception {
        for (Optimizer optimizer : List.of(adam(), new Sam(0.05, new Sgd(0.1, 0.9, 0, false, 0, false)))) {
            Path where = folder.resolve(optimizer.getClass().getSimpleName());
            train(training(RESTLESS, optimizer, 2), 5, where, TrainingListener.SILENT);
            Path none = folder.resolve("none-" + optimizer.getClass().getSimpleName());
            // At 2^100 and a backoff close to 1, no update of the ten is ever made.
            TrainingResult nothing =
                    train(training(new Fp16(0x1p100, 2, 0.99, 2000), optimizer, 2), 5, none, TrainingListener.SILENT);
            assertEquals(10, skipped(nothing));
            assertEquals(5, nothing.epochs().get(1).skippedUpdates());
            try (NDManager manager = NDManager.newBaseManager()) {
                var net = new TinyTraining.Net();
                var parameters = TinyTraining.place(net, manager);
                var last = Safetensors.read(none.resolve("last.safetensors")).tensors();
                for (String name : parameters.trainedNames()) {
                    assertArrayEquals(
                            parameters.get(name).array().toFloatArray(),
                            last.get(name).floats(),
                            name);
                }
                last.forEach((name, tensor) -> {
                    if (name.startsWith("optimizer/")) {
                        assertArrayEquals(new float[tensor.floats().length], tensor.floats(), name);
                    }
                });
            }
        }
    }

    @Test
    void killedAtAnyStepAndResumed_endsWithTheSameBytes_scaleAndSkippedStepsToo() throws Exception {
        Training training = training(RESTLESS, adam(), 8);
        Path whole = folder.resolve("whole");
        TrainingResult expected = train(training, 5, whole, TrainingListener.SILENT);
        assertTrue(skipped(expected) > 20 && skipped(expected) < 40, "both are needed: " + skipped(expected));
        for (long kill : new long[] {1, 4, 17, 26, 33, 39}) {
            Path broken = folder.resolve("killed-" + kill);
            assertThrows(Killed.class, () -> train(training, 5, broken, killing(progress -> progress.step() == kill)));
            TrainingResult resumed = train(training, 5, broken, TrainingListener.SILENT);
            assertEquals(skipped(expected), skipped(resumed));
            assertArrayEquals(
                    Files.readAllBytes(whole.resolve("last.safetensors")),
                    Files.readAllBytes(broken.resolve("last.safetensors")));
        }
    }

    @Test
    void gradientsThatOverflowAtEveryScale_endTheTraining() {
        Training training = training(new Fp16(0x1p100, 2, 1e-35, 2000), adam(), 9);
        var exception =
                assertThrows(DivergedException.class, () -> train(training, 5, folder, TrainingListener.SILENT));
        assertTrue(exception.getMessage().contains("even at a loss scale of 2^-14"), exception.getMessage());
        assertTrue(exception.getMessage().contains("fp32 and tf32 have more room"), exception.getMessage());
    }

    @Test
    void anInfiniteLoss_endsTheTrainingAtOnce_sinceNoScaleHelps() {
        Training training = training(OFFICIAL, new Sgd(1e30, 0, 0, false, 0, false), 9);
        var exception =
                assertThrows(DivergedException.class, () -> train(training, 5, folder, TrainingListener.SILENT));
        assertTrue(exception.getMessage().contains("the loss became"), exception.getMessage());
    }
}
