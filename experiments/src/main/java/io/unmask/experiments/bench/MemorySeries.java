package io.unmask.experiments.bench;

import ai.djl.ndarray.NDManager;
import io.unmask.experiments.store.Provenance;
import io.unmask.files.WholeFile;
import io.unmask.report.MemoryPlot;
import io.unmask.train.StepPhase;
import io.unmask.train.TrainingListener;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Reads memory between the updates of a training, some hundred times, for somebody else who listens, too. */
final class MemorySeries implements TrainingListener {
    private static final int READINGS = 500;
    private static final double MEBIBYTE = 1 << 20;

    /**
     * What is read.
     *
     * @param update after which
     * @param resident MiB
     * @param javaHeap MiB that Java has reserved
     * @param direct MiB of Java's buffers outside its heap
     * @param arrays open native arrays
     */
    private record Reading(long update, double resident, double javaHeap, double direct, int arrays) {}

    private final NDManager manager;
    private final TrainingListener next;
    private final List<Reading> readings = new ArrayList<>();

    /**
     * A series.
     *
     * @param manager one of the engine's, whose arrays are all counted
     * @param next hears all, first
     */
    MemorySeries(NDManager manager, TrainingListener next) {
        this.manager = manager;
        this.next = next;
    }

    @Override
    public void phase(StepPhase phase) {
        next.phase(phase);
    }

    @Override
    public void step(StepProgress progress) {
        next.step(progress);
        if (progress.step() % Math.max(1, progress.steps() / READINGS) == 0) {
            readings.add(new Reading(
                    progress.step(),
                    Provenance.residentMebibytes(),
                    Runtime.getRuntime().totalMemory() / MEBIBYTE,
                    direct(),
                    manager.getParentManager().getManagedArrays().size()));
        }
    }

    private static double direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToDouble(pool -> pool.getMemoryUsed() / MEBIBYTE)
                .sum();
    }

    /** Where it goes; null if it was read too seldom to say. */
    @Nullable
    MemoryTrend trend() {
        return readings.size() < 2
                ? null
                : MemoryTrend.of(
                        column(reading -> reading.update),
                        column(Reading::resident),
                        column(Reading::javaHeap),
                        column(reading -> reading.arrays));
    }

    /** Writes {@code memory.csv}, {@code memory.png} and {@code memory.svg}. */
    void write(String title, Path folder) {
        StringBuilder csv = new StringBuilder("update,resident_mib,java_heap_mib,java_buffers_mib,native_arrays\n");
        for (Reading reading : readings) {
            csv.append(String.format(
                    Locale.ROOT,
                    "%d,%.0f,%.0f,%.1f,%d%n",
                    reading.update,
                    reading.resident,
                    reading.javaHeap,
                    reading.direct,
                    reading.arrays));
        }
        WholeFile.write(
                folder.resolve("memory.csv"), out -> out.write(csv.toString().getBytes(StandardCharsets.UTF_8)));
        Map<String, double[]> lines = new LinkedHashMap<>();
        lines.put("resident", column(Reading::resident));
        lines.put("set aside by Java", column(Reading::javaHeap));
        lines.put("Java's buffers outside its heap", column(Reading::direct));
        new MemoryPlot(title, column(reading -> reading.update), lines).write(folder);
    }

    private double[] column(ToDoubleFunction<Reading> value) {
        return readings.stream().mapToDouble(value).toArray();
    }
}
