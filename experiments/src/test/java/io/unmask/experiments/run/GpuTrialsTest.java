package io.unmask.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.config.Components;
import io.unmask.config.ConfigReader;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.plan.Trial;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trials dealt to the GPUs of a machine. How many there are is told; the processes are real. */
class GpuTrialsTest {
    private static final String SWEEP = """
            name: gpus
            seeds: [1, 2, 3, 4, 5, 6, 7]
            data: {train: portraits, validation: portraits, test: {p: portraits}}
            model: {classifier: {backbone: meso4}}
            threads: 1
            """;

    @TempDir
    Path folder;

    private Plan plan(String... overrides) throws IOException {
        Path file = Files.writeString(folder.resolve("gpus.yaml"), SWEEP);
        return Plan.read(new ConfigReader(Components.builtIn(), Map.of()), file, List.of(overrides));
    }

    /** What a trial's process is here: it notes which GPU it sees, from when to when. */
    public static final class StandIn {
        private StandIn() {}

        /** Arguments: a folder, --only, a trial. */
        public static void main(String[] arguments) throws Exception {
            long begin = System.nanoTime();
            Thread.sleep(150);
            Files.writeString(
                    Path.of(arguments[0]).resolve(arguments[2].replace('/', '_')),
                    System.getenv(GpuSlots.VISIBLE) + " " + begin + " " + System.nanoTime());
        }
    }

    private record Run(String gpu, long begin, long end) {
        static Run read(Path file) {
            try {
                String[] parts = Files.readString(file).split(" ", -1);
                return new Run(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private List<Run> runs(Plan plan, Jobs jobs) throws Exception {
        Path notes = Files.createDirectories(folder.resolve("notes"));
        List<Trial> trials = plan.trials();
        TrialProcess executor =
                new TrialProcess(StandIn.class.getName(), List.of(notes.toString()), jobs.count(), jobs.gpus());
        Board board = new Board(
                new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                false,
                jobs.count(),
                trials.stream().map(Trial::id).toList());
        assertEquals(List.of(), new TrialQueue(trials, executor, board).run(jobs.count()));
        board.close();
        try (Stream<Path> files = Files.list(notes)) {
            return files.map(Run::read).toList();
        }
    }

    @Test
    void everyGpuHasOneTrialAtATime_andAllAreUsed() throws Exception {
        Plan plan = plan("device=gpu:*");
        Jobs jobs = Jobs.of(plan, null, () -> 3, null);
        assertEquals(3, jobs.count());
        Map<String, List<Run>> byGpu = new TreeMap<>();
        runs(plan, jobs)
                .forEach(run ->
                        byGpu.computeIfAbsent(run.gpu, gpu -> new ArrayList<>()).add(run));
        assertEquals(List.of("0", "1", "2"), List.copyOf(byGpu.keySet()));
        assertEquals(7, byGpu.values().stream().mapToInt(List::size).sum());
        byGpu.forEach((gpu, runs) -> {
            runs.sort((a, b) -> Long.compare(a.begin, b.begin));
            for (int i = 1; i < runs.size(); i++) {
                assertTrue(runs.get(i - 1).end <= runs.get(i).begin, "two trials at once on GPU " + gpu);
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | | 2 | 1 | 0 1",
                "2 | 5,7 | 2 | 1 | 5 7",
                "2 | 5,7 | 3 | 1 | 5 7 5",
                "4 | | 2 | 1 | 0 1",
                "1 | GPU-8932f937 | 1 | 1 | GPU-8932f937",
                "4 | | 2 | 2 | 0,1 2,3",
                "5 | 9,8,7,6,5 | 3 | 2 | 9,8 7,6 9,8"
            })
    void places_areTheGpusThatCudaShowsThisProcess(int found, String visible, int jobs, int each, String places)
            throws InterruptedException {
        GpuSlots slots = GpuSlots.of(found, visible, jobs, each);
        List<String> taken = new ArrayList<>();
        for (int job = 0; job < jobs; job++) {
            taken.add(slots.take());
        }
        assertEquals(places, String.join(" ", taken));
    }

    @Test
    void jobs_areOne_unlessGpusOrTheUserSayOtherwise() throws IOException {
        Jobs one = Jobs.of(plan(), null, GpuTrialsTest::unasked, null);
        assertEquals(1, one.count());
        assertFalse(one.apart());
        assertNull(Jobs.of(plan(), 2, GpuTrialsTest::unasked, null).gpus());
        assertTrue(Jobs.of(plan(), 2, GpuTrialsTest::unasked, null).apart());
        assertEquals(5, Jobs.of(plan("device=gpu:*"), 5, () -> 2, null).count());
        var none = assertThrows(BadInputException.class, () -> Jobs.of(plan(), 0, GpuTrialsTest::unasked, null));
        assertTrue(none.getMessage().contains("--jobs 0"), none.getMessage());
    }

    @Test
    void trialsWhoseBatchesAreDivided_getAsManyGpusEach() throws IOException {
        Plan plan = plan("device=gpu:*", "sweep={r: {train.replicas: [1, 2]}}");
        assertEquals(2, Jobs.of(plan, null, () -> 5, null).count());
        var tooFew = assertThrows(BadInputException.class, () -> Jobs.of(plan, null, () -> 1, null));
        assertTrue(tooFew.getMessage().contains("2 copies of the network need as many GPUs"), tooFew.getMessage());
    }

    private static int unasked() {
        throw new AssertionError("the engine is asked for GPUs only where all are wanted");
    }

    @Test
    void everyGpuWhereThereIsNone_isRefused() {
        var exception = assertThrows(BadInputException.class, () -> Jobs.of(plan("device=gpu:*"), null, () -> 0, null));
        assertTrue(exception.getMessage().contains("finds no GPU"), exception.getMessage());
    }

    /** NVIDIA's libraries decide once in a process whether they round. */
    @Test
    void trialsThatRoundAndTrialsThatDoNot_haveProcessesOfTheirOwn() throws IOException {
        String sweep = "sweep={p: {train.precision: [fp32, tf32]}}";
        assertTrue(Jobs.of(plan(sweep), null, GpuTrialsTest::unasked, null).apart());
        assertFalse(Jobs.of(plan(sweep, "device=cpu"), null, GpuTrialsTest::unasked, null)
                .apart());
    }

    @Test
    void whichGpuItWas_isNoPartOfATrial() throws IOException {
        List<Trial> first = plan("device=gpu:0").trials();
        assertEquals(first, plan("device=gpu:*").trials());
        assertEquals(first, plan("device=gpu:3").trials());
        assertEquals(first.get(0).yaml(), plan("device=gpu").trials().get(0).yaml());
    }
}
