package io.unmask.experiments.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerTest {
    private static final BenchSettings OURS = new BenchSettings(
            "train",
            "e t",
            "tiny",
            "noise",
            4,
            32,
            1,
            "cpu",
            "fp32",
            2,
            1,
            new BenchSettings.Machine("1", "c", "17", "Linux", 2, "2.7.1", "a processor"));

    @TempDir
    Path folder;

    private record Figures(BenchSettings settings, double imagesPerSecond, double seconds) implements NetworkFigures {}

    private Peer.Figure run(String command) throws IOException, InterruptedException {
        return new Peer(command, folder).run(OURS, 3, 7);
    }

    @Test
    void theLastLineOfJson_isTheFigure() throws Exception {
        Peer.Figure figure =
                run("echo '{\"images_per_second\": 1}'; echo warm; echo '{\"images_per_second\": 12.5}'; echo bye");
        assertEquals(12.5, figure.imagesPerSecond());
        assertNull(figure.seconds());
        assertEquals(0.25, run("echo '{\"seconds\": 0.25}'").seconds());
    }

    @Test
    void aPeerFindsOurSettingsInItsEnvironment() throws Exception {
        String settings = "$UNMASK_BENCH $UNMASK_BENCH_BATCH $UNMASK_BENCH_SIDE $UNMASK_BENCH_THREADS"
                + " $UNMASK_BENCH_DEVICE $UNMASK_BENCH_PRECISION $UNMASK_BENCH_WARMUP $UNMASK_BENCH_STEPS";
        assertEquals(
                "train 4 32 2 cpu fp32 3 7",
                run("echo \"{\\\"found\\\": \\\"" + settings + "\\\"}\"")
                        .printed()
                        .path("found")
                        .asText());
    }

    @Test
    void aPeerThatFails_isShownWithWhatItSaid() {
        var e = assertThrows(BadInputException.class, () -> run("echo no such module >&2; exit 3"));
        assertTrue(e.getMessage().contains("exit code 3") && e.getMessage().contains("no such module"), e.getMessage());
        assertThrows(BadInputException.class, () -> run("echo '{\"seconds\": \"fast\"}'"));
        assertThrows(BadInputException.class, () -> run("echo '{\"images_per_second\": 0}'"));
    }

    @Test
    void ratios_sayHowMuchFasterWeAre_andWhatDiffers() throws Exception {
        List<Integer> order = new ArrayList<>();
        Path log = folder.resolve("log");
        var rounds = new PeerRounds<Figures>(
                new Peer(
                        "echo peer >> " + log + "; echo '{\"images_per_second\": 20, \"seconds\": 0.2, \"threads\": 1,"
                                + " \"batch_size\": 4}'",
                        folder),
                0,
                1);
        var outcome = rounds.run(
                OURS,
                () -> {
                    Files.writeString(log, "ours\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    order.add(order.size());
                    return new Figures(OURS, 10 * order.size(), 1.0 / (10 * order.size()));
                },
                3,
                said -> {});
        assertEquals(List.of("ours", "peer", "peer", "ours", "ours", "peer"), Files.readAllLines(log));
        assertEquals(20, outcome.ours().imagesPerSecond(), "the median round");
        PeerFigures peer = outcome.peer();
        assertEquals(List.of("threads: 2 here, 1 there"), peer.differences());
        assertEquals(new PeerFigures.Range(0.5, 1, 1.5), peer.ratios().get(0).speed());
        assertEquals(
                List.of("images_per_second", "seconds"),
                peer.ratios().stream().map(PeerFigures.Ratio::figure).toList());
        assertEquals(4, peer.ratios().get(1).speed().median(), 1e-12);
    }

    @Test
    void withoutAFigure_theWallTimeCounts() throws Exception {
        var outcome = new PeerRounds<Figures>(new Peer("sleep 0.2", folder), 0, 1)
                .run(
                        OURS,
                        () -> {
                            Thread.sleep(100);
                            return new Figures(OURS, 1, 1);
                        },
                        1,
                        said -> {});
        PeerFigures.Ratio ratio = outcome.peer().ratios().get(0);
        assertTrue(ratio.figure().startsWith("wall seconds"), ratio.figure());
        assertEquals(2, ratio.speed().median(), 0.8);
    }
}
