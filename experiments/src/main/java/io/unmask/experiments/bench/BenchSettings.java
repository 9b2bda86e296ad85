package io.unmask.experiments.bench;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.unmask.experiments.plan.Experiment;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.store.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a figure of a network's speed depends on.
 *
 * @param bench which measurement
 * @param trial whose settings, with the experiment before it
 * @param network the detector, a classifier by its backbone
 * @param input {@code data} for the experiment's own, {@code noise} for one batch of noise again and again
 * @param batchSize samples that go through the network at once
 * @param sidePixels side of a picture
 * @param frames of a clip; 1 where samples are pictures
 * @param device where the network is
 * @param precision of its numbers
 * @param threads of libtorch
 * @param workers threads that make samples
 * @param machine where
 */
public record BenchSettings(
        String bench,
        String trial,
        String network,
        String input,
        int batchSize,
        int sidePixels,
        int frames,
        String device,
        String precision,
        int threads,
        int workers,
        Machine machine) {
    /**
     * Where it was measured.
     *
     * @param unmask version
     * @param commit of the program
     * @param java its name and version
     * @param system and its processor's kind
     * @param cores of the machine
     * @param libtorch version
     * @param processor its name
     */
    public record Machine(
            String unmask, String commit, String java, String system, int cores, String libtorch, String processor) {}

    static BenchSettings of(String bench, Trial trial, boolean noise, int batchSize, Device device, String precision) {
        Experiment config = trial.config();
        return new BenchSettings(
                bench,
                config.name() + " " + trial.id(),
                ShortTraining.network(config),
                noise ? "noise" : "data",
                batchSize,
                config.data().image().sidePixels(),
                Math.max(1, config.data().input().frames()),
                device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu",
                precision,
                config.resolvedThreads(),
                config.workers(),
                thisMachine());
    }

    private static Machine thisMachine() {
        Map<String, Object> program = Provenance.program();
        return new Machine(
                String.valueOf(program.get("unmask")),
                String.valueOf(program.get("commit")),
                String.valueOf(program.get("java")),
                String.valueOf(program.get("system")),
                Runtime.getRuntime().availableProcessors(),
                Engine.getInstance().getVersion(),
                processor());
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
