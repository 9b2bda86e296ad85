package io.unmask.experiments.cli;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.experiments.store.Provenance;
import io.unmask.model.InputShape;
import io.unmask.model.detector.Detector;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.random.Seeds;
import io.unmask.train.Torch;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a detector's network is: its size, the places where its features can be read, and the memory that one training
 * step took, measured on the CPU.
 *
 * @param detector the detector
 * @param input what it sees
 * @param batchSize pictures, or clips, of the measured step
 */
record NetworkDescription(Detector detector, InputShape input, int batchSize) {
    private static final Pattern RUNNING = Pattern.compile("running_(mean|var)$");

    void print(PrintWriter out) {
        DetectorNet net = detector.build(input);
        out.println("  " + size(net));
        out.flush();
        Torch.startAnyhow();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
            printTaps(out, net, manager);
            printMemory(out, net, parameters);
        }
    }

    private static String size(DetectorNet net) {
        long fixed = 0;
        long statistics = 0;
        for (var entry : net.parameters().entrySet()) {
            Parameter parameter = entry.getValue();
            if (parameter.kind() == Parameter.Kind.BUFFER) {
                boolean running = RUNNING.matcher(entry.getKey()).find();
                statistics += running ? parameter.size() : 0;
                fixed += running ? 0 : parameter.size();
            }
        }
        long trained = net.trainedSize();
        String all = fixed == 0 ? "" : String.format(Locale.ROOT, " and %,d fixed, %,d in all", fixed, trained + fixed);
        return String.format(
                Locale.ROOT, "Parameters: %,d trained%s; %,d running statistics", trained, all, statistics);
    }

    private void printTaps(PrintWriter out, DetectorNet net, NDManager parent) {
        Map<String, Shape> taps = new LinkedHashMap<>();
        Torch.recordNothing();
        try (NDManager scratch = parent.newSubManager()) {
            net.forward(
                    new SyntheticBatch(detector, 1, input).inputs(scratch),
                    Pass.evaluation().listening((name, value) -> taps.put(name, value.getShape())));
        }
        out.println("  Taps at " + size()
                + (input.isClip()
                        ? ", a clip (channels, frames, rows, columns):"
                        : ", a picture (channels, rows, columns):"));
        int width = taps.keySet().stream().mapToInt(String::length).max().orElse(0);
        taps.forEach((name, shape) ->
                out.println("    " + name + " ".repeat(width - name.length()) + "  " + shape.slice(1)));
    }

    private void printMemory(PrintWriter out, DetectorNet net, Parameters parameters) {
        long before = Provenance.residentMebibytes();
        long peak = Provenance.peakMemoryDuring(
                () -> new SyntheticBatch(detector, batchSize, input).train(net, parameters));
        long values = parameters.flat().size();
        out.println(String.format(
                Locale.ROOT,
                "  Memory: %,d MiB of weights, as much again for gradients, twice for Adam",
                mebibytes(values)));
        if (peak >= 0) {
            out.println(String.format(
                    Locale.ROOT,
                    "  One training step of %d at %s on the CPU: %,d MiB over the %,d MiB before it",
                    batchSize,
                    size(),
                    Math.max(0, peak - before),
                    before));
        }
    }

    private String size() {
        String picture = input.sidePixels() + " x " + input.sidePixels();
        return input.isClip() ? input.frames() + " x " + picture : picture;
    }

    private static long mebibytes(long floats) {
        return (floats * Float.BYTES + (1 << 20) - 1) >> 20;
    }
}
