package io.unmask.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.ConfigException;
import io.unmask.evaluate.Scores;
import io.unmask.experiments.store.TrialFolder;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;

/** A whole trial whose batches two copies of the network divide, both on the CPU. */
class DividedRunTest extends TinyRuns {
    private static final String[] DIVIDED = {
        "sweep={}",
        "device=cpu",
        "train.replicas=2",
        "train.sync_batch_norm=true",
        "train.accumulate=2",
        "augment=[mix_up]"
    };

    @Test
    void aTrial_isScoredAndResumed_andSaysThatItWasDivided() throws Exception {
        assertEquals(1, runner("one", DIVIDED).run().trained());
        assertEquals(1, runner("two", DIVIDED).run().trained());
        assertSame(lastingFiles("one"), lastingFiles("two"));
        TrialFolder trial = new TrialFolder(folder.resolve("two/tiny/trials/base/raw/seed-1"));
        assertEquals(4, Scores.read(trial.scores("faces")).size());
        String settings = Files.readString(trial.path().resolve("trial.yaml"));
        assertTrue(settings.contains("replicas: 2") && settings.contains("sync_batch_norm: true"), settings);

        Files.delete(folder.resolve("two/tiny/manifest.json"));
        Files.delete(trial.manifest());
        Files.copy(
                folder.resolve("one/tiny/experiment.yaml"),
                folder.resolve("two/tiny/experiment.yaml"),
                StandardCopyOption.REPLACE_EXISTING);
        assertEquals(1, runner("two", DIVIDED).run().trained());
        assertSame(lastingFiles("one"), lastingFiles("two"));
    }

    @Test
    void whatCannotBeDivided_isFoundBeforeAnythingRuns() {
        var recompute = assertThrows(
                ConfigException.class,
                () -> runner("no", "train.replicas=2", "train.sync_batch_norm=true", "train.recompute=true"));
        assertTrue(recompute.getMessage().contains("leave one of the three out"), recompute.getMessage());
        var tooMany = assertThrows(ConfigException.class, () -> runner("no", "train.replicas=5"));
        assertTrue(tooMany.getMessage().contains("must be at most batch_size, 4"), tooMany.getMessage());
    }
}
