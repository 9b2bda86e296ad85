package io.unmask.model.cost;

import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unmask.files.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The operations that libtorch runs for a piece of work, in their order, by its profiler: nothing that a network does is
 * hidden from it, whoever wrote the layer. On a CPU and on the thread that asks; work that waits for other threads' operations does not see theirs.
 */
public final class OperationTrace {
    private static final Map<String, Double> UNITS = Map.of("b", 1.0, "Kb", 0x1p10, "Mb", 0x1p20, "Gb", 0x1p30);

    private OperationTrace() {}

    /** An operation with the time in which it ran. */
    private record Timed(Operation operation, double begin, double end) {}

    /** Runs work and returns the operations that it called itself, with those that they called as their parts. */
    public static List<Operation> of(Runnable work) {
        try (TemporaryFolder folder = TemporaryFolder.create("trace")) {
            Path file = folder.path().resolve("trace.json");
            JniUtils.startProfile(false, true, true);
            try {
                work.run();
            } finally {
                JniUtils.stopProfile(file.toString());
            }
            return nested(read(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the engine's trace cannot be read", e);
        }
    }

    private static List<Timed> read(Path file) throws IOException {
        List<Timed> events = new ArrayList<>();
        for (JsonNode event : new ObjectMapper().readTree(file.toFile())) {
            double begin = event.path("ts").asDouble();
            events.add(new Timed(
                    Operation.open(event.path("name").asText(), shapes(event.path("shape")), bytes(event)),
                    begin,
                    begin + event.path("dur").asDouble()));
        }
        return events;
    }

    private static List<List<Long>> shapes(JsonNode node) {
        List<List<Long>> shapes = new ArrayList<>();
        for (JsonNode shape : node) {
            List<Long> axes = new ArrayList<>();
            shape.forEach(axis -> axes.add(axis.asLong()));
            shapes.add(List.copyOf(axes));
        }
        return shapes;
    }

    /** The engine writes {@code 1.25 Mb}. */
    private static double bytes(JsonNode event) {
        String[] words = event.path("cpu mem").asText().split(" ", -1);
        Double unit = words.length == 2 ? UNITS.get(words[1]) : null;
        if (unit == null) {
            throw new IllegalStateException("an amount of memory that cannot be read: " + event);
        }
        return Double.parseDouble(words[0]) * unit;
    }

    private static List<Operation> nested(List<Timed> events) {
        List<Timed> byBegin = new ArrayList<>(events);
        byBegin.sort(Comparator.comparingDouble(Timed::begin)
                .thenComparing(Comparator.comparingDouble(Timed::end).reversed()));
        List<Operation> roots = new ArrayList<>();
        Deque<Timed> open = new ArrayDeque<>();
        for (Timed event : byBegin) {
            while (!open.isEmpty() && open.peek().end < event.end) {
                open.pop();
            }
            List<Operation> siblings =
                    open.isEmpty() ? roots : open.peek().operation().parts();
            siblings.add(event.operation());
            open.push(event);
        }
        return roots;
    }
}
