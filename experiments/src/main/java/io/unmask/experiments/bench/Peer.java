package io.unmask.experiments.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unmask.config.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Another program that measures the same as we do, started anew for every measurement. The last line of its output that is
 * a JSON object is its figure; docs/bench.md says what is read of it.
 *
 * @param command for the shell
 * @param scratch a folder for its messages
 */
public record Peer(String command, Path scratch) {
    private static final int SHOWN_LINES = 12;
    private static final String IMAGES = "images_per_second";
    private static final String SECONDS = "seconds";

    /**
     * What a run came to.
     *
     * @param imagesPerSecond that it printed; null if it did not
     * @param seconds that it printed; null if it did not
     * @param wallSeconds from its start to its end
     * @param printed all that it printed
     */
    public record Figure(
            @Nullable Double imagesPerSecond, @Nullable Double seconds, double wallSeconds, JsonNode printed) {
        boolean printsFigures() {
            return imagesPerSecond != null || seconds != null;
        }
    }

    /**
     * Runs it once.
     *
     * @param ours what we measure with, which it finds in its environment
     * @throws BadInputException if it fails, or its figure is none
     */
    public Figure run(BenchSettings ours, int warmUp, int steps) throws IOException, InterruptedException {
        Path messages = Files.createTempFile(scratch, "peer", ".err");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).redirectError(messages.toFile());
        builder.environment().putAll(environment(ours, warmUp, steps));
        long began = System.nanoTime();
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            double wall = (System.nanoTime() - began) / 1e9;
            if (code != 0) {
                throw new BadInputException("--against: the command ended with exit code " + code + "\n    command: "
                        + command + "\n    it said: " + last(Files.readString(messages)));
            }
            return figure(out, wall);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Map<String, String> environment(BenchSettings ours, int warmUp, int steps) {
        Map<String, String> values = new TreeMap<>();
        values.put("UNMASK_BENCH", ours.bench());
        values.put("UNMASK_BENCH_BATCH", Integer.toString(ours.batchSize()));
        values.put("UNMASK_BENCH_SIDE", Integer.toString(ours.sidePixels()));
        values.put("UNMASK_BENCH_THREADS", Integer.toString(ours.threads()));
        values.put("UNMASK_BENCH_DEVICE", ours.device());
        values.put("UNMASK_BENCH_PRECISION", ours.precision());
        values.put("UNMASK_BENCH_WARMUP", Integer.toString(warmUp));
        values.put("UNMASK_BENCH_STEPS", Integer.toString(steps));
        return values;
    }

    private Figure figure(String out, double wall) {
        List<String> lines = out.lines().toList();
        for (int i = lines.size() - 1; i >= 0; i--) {
            JsonNode node = object(lines.get(i).strip());
            if (node != null) {
                return new Figure(number(node, IMAGES), number(node, SECONDS), wall, node);
            }
        }
        return new Figure(null, null, wall, new ObjectMapper().createObjectNode());
    }

    private static @Nullable JsonNode object(String line) {
        if (!line.startsWith("{")) {
            return null;
        }
        try {
            JsonNode node = new ObjectMapper().readTree(line);
            return node.isObject() ? node : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private @Nullable Double number(JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            return null;
        }
        if (!value.isNumber() || !(value.doubleValue() > 0) || Double.isInfinite(value.doubleValue())) {
            throw new BadInputException(String.format(
                    Locale.ROOT,
                    "--against: %s must be a number above 0, found %s%n    command: %s",
                    key,
                    value,
                    command));
        }
        return value.doubleValue();
    }

    private static String last(String text) {
        List<String> lines = text.lines().toList();
        return String.join("\n             ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }
}
