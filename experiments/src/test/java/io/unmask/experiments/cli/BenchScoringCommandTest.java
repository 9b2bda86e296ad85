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

class BenchScoringCommandTest {
    @TempDir
    Path folder;

    private Console bench(String what, String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of("bench", what));
        all.add(Files.writeString(folder.resolve("e.yaml"), CommandsTest.EXPERIMENT)
                .toString());
        all.addAll(List.of("-s", "threads=1", "-s", "device=cpu", "-s", "data.image.side_pixels=32"));
        all.addAll(List.of("-s", "train.batch_size=4"));
        all.addAll(List.of(args));
        return Console.run(all.toArray(String[]::new));
    }

    @Test
    void evaluate_scoresTheValidationPictures_andTellsTheParts() throws IOException {
        Path json = folder.resolve("figures.json");
        Console console = bench(
                "evaluate",
                "--passes",
                "3",
                "--json",
                json.toString(),
                "--cache",
                folder.resolve("cache").toString(),
                "-s",
                "data.validation.portraits={identities: 18, photos_per_identity: 1, side_pixels: 64}");
        assertEquals(0, console.code(), console.err());
        assertTrue(console.out().contains(" images/s in the median pass of 3 over "), console.out());
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertEquals("evaluate", figures.path("bench").asText());
        int pictures = figures.path("pictures").asInt();
        assertTrue(pictures > 0, figures.toString());
        assertEquals(
                pictures / figures.path("seconds").asDouble(),
                figures.path("images_per_second").asDouble(),
                1e-6);
        assertEquals(3, figures.path("parts").size());
        for (JsonNode part : figures.path("parts")) {
            assertTrue(part.path("seconds").path("lowest").asDouble() > 0, part.toString());
        }
    }

    @Test
    void evaluate_ofNoise_countsWholeBatches() throws IOException {
        Console console = bench("evaluate", "--noise", "--images", "10", "--passes", "1", "--json", "-");
        assertEquals(0, console.code(), console.err());
        assertEquals(
                8, new ObjectMapper().readTree(console.out()).path("pictures").asInt());
    }

    @Test
    void infer_tellsLatencyAndThroughput() throws IOException {
        Path json = folder.resolve("figures.json");
        Console console =
                bench("infer", "--runs", "20", "--warmup", "2", "--batches", "2,6", "--json", json.toString());
        assertEquals(0, console.code(), console.err());
        assertTrue(console.out().contains("\nOne picture alone: "), console.out());
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertEquals(6, figures.path("batch_size").asInt());
        JsonNode latency = figures.path("latency");
        assertEquals(20, latency.path("count").asInt());
        assertEquals(figures.path("seconds").asDouble(), latency.path("median").asDouble());
        assertTrue(latency.path("p95").asDouble() <= latency.path("p99").asDouble(), latency.toString());
        JsonNode largest = figures.path("throughput").get(1);
        assertEquals(
                6 / largest.path("batch").path("median").asDouble(),
                figures.path("images_per_second").asDouble(),
                1e-6);
    }

    @Test
    void whatCannotBeMeasured_endsWith2() throws IOException {
        assertEquals(2, bench("infer", "--batches", "0").code());
        assertEquals(2, bench("evaluate", "--noise", "--passes", "0").code());
    }
}
