package io.unmask.train;

import static io.unmask.train.TinyTraining.killing;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.unmask.augment.MixUp;
import io.unmask.augment.Partners;
import io.unmask.config.CheckException;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.nn.Parameters;
import io.unmask.random.Seeds;
import io.unmask.train.TinyTraining.Killed;
import io.unmask.train.optimizer.Sam;
import io.unmask.train.optimizer.Sgd;
import io.unmask.train.precision.Fp16;
import io.unmask.train.schedule.Constant;
import io.unmask.weights.Safetensors;
import io.unmask.weights.TensorData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole trainings whose batches are divided among copies of the network, all on the CPU. */
class DividedTrainingTest {
    private static final double NEVER = 1e9;

    @TempDir
    Path folder;

    private static void train(Training training, Supplier<DetectorNet> build, Path where, TrainingListener listener)
            throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            DetectorNet net = build.get();
            Parameters parameters = TinyTraining.place(net, manager);
            MixUp mixUp = new MixUp(0.5, null, 1, false, Partners.PERMUTATION);
            BatchChanges mixed = new BatchChanges(List.of(mixUp.batchMixing()), null);
            try (Copies copies = Copies.of(training, net, parameters, build)) {
                new Trainer(training, copies, Normalise.HALF, mixed, Seeds.of(5), where)
                        .run(TinyTraining.feed(), TinyTraining.validation(parameters), listener);
            }
        }
    }

    /** Adam with an average, clipping and accumulation; SAM; half precision whose scale moves. All draw dropout. */
    static Stream<Training> trainings() {
        Training everything = TinyTraining.everything(0);
        Training sam = TinyTraining.training(
                new Sam(0.05, new Sgd(0.1, 0.9, 0, false, 0, false)), new Constant(), 3, null, 1, 0);
        Training half = TinyTraining.with(new Fp16(0x1p40, 2, 0.5, 2), everything);
        return Stream.of(everything, sam, half)
                .flatMap(training -> Stream.of(
                        TinyTraining.divided(training, 2, true),
                        TinyTraining.divided(training, 3, true),
                        TinyTraining.divided(training, 3, false)));
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void killedAndResumed_orRunAgain_endsWithTheSameBytes(Training training) throws Exception {
        Path whole = folder.resolve("whole");
        train(training, TinyTraining.Net::new, whole, TrainingListener.SILENT);
        Path again = folder.resolve("again");
        train(training, TinyTraining.Net::new, again, TrainingListener.SILENT);
        Path broken = folder.resolve("broken");
        for (long step : new long[] {2, 6}) {
            assertThrows(
                    Killed.class,
                    () -> train(training, TinyTraining.Net::new, broken, killing(progress -> progress.step() == step)));
        }
        train(training, TinyTraining.Net::new, broken, TrainingListener.SILENT);
        for (String file : List.of("last.safetensors", "best.safetensors")) {
            byte[] expected = Files.readAllBytes(whole.resolve(file));
            assertArrayEquals(expected, Files.readAllBytes(again.resolve(file)), file);
            assertArrayEquals(expected, Files.readAllBytes(broken.resolve(file)), file);
        }
    }

    /** Clipping, an average, accumulation, mixing and a last batch of 3 pictures; without dropout there is no chance left. */
    @ParameterizedTest
    @CsvSource({"2, false", "3, false", "4, false", "3, true"})
    void withSharedStatistics_aTrainingIsThatOfOneNetwork(int replicas, boolean sam) throws Exception {
        // No Adam: a bias before a BatchNorm has no gradient but rounding, whose size Adam does not mind.
        Sgd sgd = new Sgd(0.1, 0.9, 0.01, false, 0, false);
        Training one = TinyTraining.training(sam ? new Sam(0.05, sgd) : sgd, new Constant(), 3, new Ema(0.8), 2, NEVER);
        train(one, () -> new TinyTraining.Net(0), folder.resolve("one"), TrainingListener.SILENT);
        train(
                TinyTraining.divided(one, replicas, true),
                () -> new TinyTraining.Net(0),
                folder.resolve("divided"),
                TrainingListener.SILENT);
        Map<String, TensorData> expected =
                Safetensors.read(folder.resolve("one/last.safetensors")).tensors();
        Map<String, TensorData> found =
                Safetensors.read(folder.resolve("divided/last.safetensors")).tensors();
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((name, tensor) -> {
            if (tensor.type().equals("F32") && !name.endsWith("conv.bias")) {
                assertArrayEquals(tensor.floats(), found.get(name).floats(), 1e-5f * largest(tensor.floats()), name);
            }
        });
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    @Test
    void ownStatistics_andOtherCounts_areOtherTrainings() throws Exception {
        Training one = TinyTraining.everything(NEVER);
        List<Training> ways = List.of(one, TinyTraining.divided(one, 2, false), TinyTraining.divided(one, 2, true));
        for (int way = 0; way < ways.size(); way++) {
            train(ways.get(way), TinyTraining.Net::new, folder.resolve("way" + way), TrainingListener.SILENT);
            for (int before = 0; before < way; before++) {
                assertFalse(Arrays.equals(
                        Files.readAllBytes(folder.resolve("way" + before + "/last.safetensors")),
                        Files.readAllBytes(folder.resolve("way" + way + "/last.safetensors"))));
            }
        }
    }

    /** What is inside the stages is computed again, copy by copy; with shared statistics it cannot be. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void recomputing_andCopiesWithoutAPicture_areRefused(boolean pictures) {
        Training one = TinyTraining.everything(NEVER);
        if (pictures) {
            var tooMany = assertThrows(CheckException.class, () -> TinyTraining.divided(one, 5, false));
            assertTrue(tooMany.getMessage().contains("must be at most batch_size, 4"), tooMany.getMessage());
        } else {
            Training recomputing = TinyTraining.recomputing(one);
            TinyTraining.divided(recomputing, 1, true);
            TinyTraining.divided(recomputing, 2, false);
            var refused = assertThrows(CheckException.class, () -> TinyTraining.divided(recomputing, 2, true));
            assertTrue(refused.getMessage().contains("copies meet at each BatchNorm once"), refused.getMessage());
        }
    }
}
