package io.unmask.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTrainCommandTest {
    private static final String[] SMALL = {
        "--warmup",
        "1",
        "-s",
        "threads=1",
        "-s",
        "device=cpu",
        "-s",
        "data.image.side_pixels=32",
        "-s",
        "train.batch_size=4"
    };

    @TempDir
    Path folder;

    private Console bench(String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of("bench", "train"));
        all.add(Files.writeString(folder.resolve("e.yaml"), CommandsTest.EXPERIMENT)
                .toString());
        all.addAll(List.of(SMALL));
        all.addAll(List.of(args));
        return Console.run(all.toArray(String[]::new));
    }

    @Test
    void train_tellsImagesASecond_andWhereTheTimeGoes() throws IOException {
        Path json = folder.resolve("figures.json");
        Console console = bench(
                "--steps",
                "4",
                "--json",
                json.toString(),
                "--cache",
                folder.resolve("cache").toString(),
                "-s",
                "data.train.portraits={identities: 9, photos_per_identity: 1, side_pixels: 64}");
        assertEquals(0, console.code(), console.err());
        String out = console.out();
        assertTrue(
                out.startsWith("meso4 of demo base/raw/seed-1: batches of 4 at 32 x 32, cpu, fp32, 1 thread, the"),
                out);
        assertTrue(out.contains(" images/s at the median update of 4 "), out);
        for (String part : List.of(
                "whole",
                "  waiting for data",
                "  to the device, normalised",
                "  forward",
                "  backward",
                "  optimiser")) {
            assertTrue(out.contains("\n" + part + " "), out);
        }
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertEquals("data", figures.path("input").asText());
        double median = figures.path("step").path("median").asDouble();
        assertTrue(median > 0, figures.toString());
        assertEquals(4 / median, figures.path("images_per_second").asDouble(), 1e-6 / median);
        double share = 0;
        for (JsonNode part : figures.path("parts")) {
            share += part.path("share").asDouble();
            assertEquals(4, part.path("seconds").path("count").asInt());
        }
        assertEquals(1, share, 1e-9);
        assertTrue(figures.path("memory").path("peak_resident").asLong() > 0, figures.toString());
    }

    @Test
    void noiseNeedsNoData_andAPeerIsMeasuredInTurn() throws IOException {
        Console console = bench(
                "--noise",
                "--steps",
                "4",
                "--trial",
                "base/lq/seed-2",
                "--json",
                "-",
                "--rounds",
                "3",
                "--against",
                "echo \"{\\\"seconds\\\": 1000, \\\"batch_size\\\": $UNMASK_BENCH_BATCH}\"");
        assertEquals(0, console.code(), console.err());
        assertEquals(1, console.out().lines().count(), console.out());
        JsonNode figures = new ObjectMapper().readTree(console.out());
        assertEquals("demo base/lq/seed-2", figures.path("trial").asText());
        assertEquals("noise", figures.path("input").asText());
        JsonNode against = figures.path("against");
        assertEquals(3, against.path("rounds").asInt());
        assertEquals(0, against.path("differences").size());
        assertTrue(against.path("ratios").get(0).path("speed").path("lowest").asDouble() > 1, against.toString());
    }

    @Test
    void memoryIsWatched_asTableAndPlot() throws IOException {
        Path plots = folder.resolve("plots/here");
        Console console = bench("--noise", "--steps", "30", "--memory", plots.toString());
        assertEquals(0, console.code(), console.err());
        assertTrue(console.out().contains("\nResident memory: "), console.out());
        List<String> rows = Files.readAllLines(plots.resolve("memory.csv"));
        assertEquals("update,resident_mib,java_heap_mib,java_buffers_mib,native_arrays", rows.get(0));
        assertEquals(1 + 31, rows.size(), "warming up is seen, too");
        String[] first = rows.get(1).split(",", -1);
        String[] last = rows.get(31).split(",", -1);
        assertEquals(first[4], last[4], "arrays stay as many");
        assertTrue(Files.size(plots.resolve("memory.png")) > 0 && Files.size(plots.resolve("memory.svg")) > 0);
    }

    @Test
    void whatCannotBeMeasured_endsWith2() throws IOException {
        Console none = bench("--noise", "--steps", "0");
        assertEquals(2, none.code());
        assertTrue(none.err().contains("--steps must be above 0"), none.err());
        assertEquals(2, bench("--noise", "--rounds", "2").code());
        Console console = bench("--trial", "base/raw/seed-3");
        assertEquals(2, console.code());
        assertTrue(console.err().contains("nearest: \"base/raw/seed-"), console.err());
        console = bench("--noise", "--steps", "1", "--against", "exit 7");
        assertEquals(2, console.code());
        assertTrue(console.err().contains("exit code 7"), console.err());
    }
}
