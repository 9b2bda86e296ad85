package io.unmask.train;

import static io.unmask.train.TinyTraining.killing;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.unmask.augment.CutMix;
import io.unmask.augment.MixUp;
import io.unmask.augment.Partners;
import io.unmask.config.BadInputException;
import io.unmask.random.Seeds;
import io.unmask.train.TinyTraining.Killed;
import io.unmask.train.optimizer.Sgd;
import io.unmask.train.schedule.Plateau;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {
    private static final double NEVER = 1e9;
    private static final long ALL_STEPS = 9;
    private static final BatchChanges MIXINGS = BatchChanges.of(List.of(
            new MixUp(1, null, 0.5, false, Partners.PERMUTATION),
            new CutMix(1, null, 0.5, true, Partners.PERMUTATION)));

    @TempDir
    Path folder;

    private TrainingResult train(Training training, Path where, TrainingListener listener) throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            var net = new TinyTraining.Net();
            var parameters = TinyTraining.place(net, manager);
            return new Trainer(training, net, parameters, Normalise.HALF, MIXINGS, Seeds.of(5), where)
                    .run(TinyTraining.feed(), TinyTraining.validation(parameters), listener);
        }
    }

    private static void assertSameFiles(Path expected, Path actual) throws IOException {
        for (String name : new String[] {"last.safetensors", "best.safetensors"}) {
            assertArrayEquals(
                    Files.readAllBytes(expected.resolve(name)), Files.readAllBytes(actual.resolve(name)), name);
        }
    }

    /** Checkpoints after every step, and at the ends of epochs alone. */
    @ParameterizedTest
    @ValueSource(doubles = {0, NEVER})
    void killedAtAnyStepAndResumed_endsWithTheSameBytes(double checkpointMinutes) throws Exception {
        Path whole = folder.resolve("whole");
        TrainingResult expected = train(TinyTraining.everything(NEVER), whole, TrainingListener.SILENT);
        for (long kill = 1; kill <= ALL_STEPS; kill++) {
            Path broken = folder.resolve("killed-" + kill);
            long at = kill;
            Training training = TinyTraining.everything(checkpointMinutes);
            assertThrows(Killed.class, () -> train(training, broken, killing(progress -> progress.step() == at)));
            TrainingResult resumed = train(training, broken, TrainingListener.SILENT);
            assertSameFiles(whole, broken);
            assertEquals(expected.bestEpoch(), resumed.bestEpoch());
            assertEquals(expected.epochs().size(), resumed.epochs().size());
            assertEquals(
                    expected.epochs().get(1).trainLoss(),
                    resumed.epochs().get(1).trainLoss());
        }
    }

    @Test
    void killedAgainAndAgain_endsWithTheSameBytes() throws Exception {
        Path whole = folder.resolve("whole");
        train(TinyTraining.everything(NEVER), whole, TrainingListener.SILENT);
        Path broken = folder.resolve("broken");
        for (long kill = 1; kill <= ALL_STEPS; kill++) {
            // Checkpoints come after the listener, so only a kill one step later has made progress.
            long at = kill;
            assertThrows(
                    Killed.class,
                    () -> train(TinyTraining.everything(0), broken, killing(progress -> progress.step() == at)));
        }
        train(TinyTraining.everything(0), broken, TrainingListener.SILENT);
        assertSameFiles(whole, broken);
    }

    @Test
    void killedDuringOrAfterValidation_endsWithTheSameBytes() throws Exception {
        Path whole = folder.resolve("whole");
        train(TinyTraining.everything(NEVER), whole, TrainingListener.SILENT);
        Path broken = folder.resolve("broken");
        for (int epoch = 1; epoch <= 3; epoch++) {
            int at = epoch;
            assertThrows(Killed.class, () -> {
                try (NDManager manager = NDManager.newBaseManager()) {
                    var net = new TinyTraining.Net();
                    var parameters = TinyTraining.place(net, manager);
                    new Trainer(
                                    TinyTraining.everything(0),
                                    net,
                                    parameters,
                                    Normalise.HALF,
                                    MIXINGS,
                                    Seeds.of(5),
                                    broken)
                            .run(
                                    TinyTraining.feed(),
                                    (validated, number) -> {
                                        if (number == at) {
                                            throw new Killed();
                                        }
                                        return TinyTraining.validation(parameters)
                                                .metrics(validated, number);
                                    },
                                    TrainingListener.SILENT);
                }
            });
        }
        assertThrows(
                Killed.class,
                () -> train(TinyTraining.everything(0), broken, new TrainingListener() {
                    @Override
                    public void epoch(EpochResult result) {
                        throw new Killed();
                    }
                }));
        train(TinyTraining.everything(0), broken, TrainingListener.SILENT);
        assertSameFiles(whole, broken);
    }

    @Test
    void killBetweenTheBestAndTheLastCheckpoint_keepsThemTogether() throws Exception {
        Path whole = folder.resolve("whole");
        train(TinyTraining.everything(NEVER), whole, TrainingListener.SILENT);
        // A next best that no checkpoint knows of is thrown away; it would be that of a later epoch.
        Path broken = folder.resolve("broken");
        assertThrows(
                Killed.class,
                () -> train(TinyTraining.everything(NEVER), broken, killing(progress -> progress.step() == 5)));
        Files.copy(whole.resolve("best.safetensors"), broken.resolve("best.next.safetensors"));
        train(TinyTraining.everything(NEVER), broken, TrainingListener.SILENT);
        assertSameFiles(whole, broken);
        assertTrue(Files.notExists(broken.resolve("best.next.safetensors")));
    }

    @Test
    void plateauAndMomentum_resumeAsTheyWere() throws Exception {
        Training training = TinyTraining.training(
                new Sgd(0.5, 0.9, 0.2, false, 0.01, false), new Plateau(0.1, 0, 1e-4, true, 0, 0), 4, null, 1, 0);
        Path whole = folder.resolve("whole");
        TrainingResult result = train(training, whole, TrainingListener.SILENT);
        assertTrue(
                result.epochs().get(3).learningRate() < result.epochs().get(0).learningRate(),
                "the plateau must have been hit, or this test shows nothing");
        Path broken = folder.resolve("broken");
        for (long kill : new long[] {3, 12, 17}) {
            assertThrows(Killed.class, () -> train(training, broken, killing(progress -> progress.step() == kill)));
        }
        train(training, broken, TrainingListener.SILENT);
        assertSameFiles(whole, broken);
    }

    @Test
    void interrupt_savesAndEnds() throws Exception {
        Path whole = folder.resolve("whole");
        train(TinyTraining.everything(NEVER), whole, TrainingListener.SILENT);
        Path broken = folder.resolve("broken");
        var exception = assertThrows(
                InterruptedException.class,
                () -> train(TinyTraining.everything(NEVER), broken, killing(progress -> {
                    if (progress.step() == 4) {
                        Thread.currentThread().interrupt();
                    }
                    return false;
                })));
        assertTrue(exception.getMessage().contains("step 4"), exception.getMessage());
        long[] first = new long[1];
        train(TinyTraining.everything(NEVER), broken, killing(progress -> {
            first[0] = first[0] == 0 ? progress.step() : first[0];
            return false;
        }));
        assertEquals(5, first[0]);
        assertSameFiles(whole, broken);
    }

    @Test
    void finishedTraining_isNotRunAgain() throws Exception {
        train(TinyTraining.everything(NEVER), folder, TrainingListener.SILENT);
        TrainingResult again = train(TinyTraining.everything(NEVER), folder, killing(progress -> true));
        assertEquals(3, again.epochs().size());
    }

    @Test
    void truncatedOrForeignCheckpoint_saysWhatToDo() throws Exception {
        train(TinyTraining.everything(NEVER), folder, TrainingListener.SILENT);
        Path last = folder.resolve("last.safetensors");
        byte[] content = Files.readAllBytes(last);

        Training other = TinyTraining.training(
                new Sgd(0.5, 0.9, 0, false, 0, false),
                TinyTraining.everything(0).schedule(),
                3,
                null,
                1,
                0);
        var foreign = assertThrows(BadInputException.class, () -> train(other, folder, TrainingListener.SILENT));
        assertTrue(foreign.getMessage().contains("other settings"), foreign.getMessage());
        assertTrue(foreign.getMessage().contains("delete last.safetensors"), foreign.getMessage());

        Files.copy(folder.resolve("best.safetensors"), last, StandardCopyOption.REPLACE_EXISTING);
        var weights = assertThrows(
                BadInputException.class, () -> train(TinyTraining.everything(0), folder, TrainingListener.SILENT));
        assertTrue(weights.getMessage().contains("not a checkpoint of a training"), weights.getMessage());

        for (int length : new int[] {0, 5, 100, content.length - 1}) {
            Files.write(last, Arrays.copyOf(content, length));
            var truncated = assertThrows(
                    BadInputException.class, () -> train(TinyTraining.everything(0), folder, TrainingListener.SILENT));
            assertTrue(truncated.getMessage().contains("last.safetensors"), truncated.getMessage());
            assertTrue(truncated.getMessage().contains("delete last.safetensors"), truncated.getMessage());
        }
    }
}
