package io.unmask.experiments.cli;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.experiments.store.Provenance;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.cost.MultiplyAdds;
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
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a detector's network is: its size, the places where its features can be read, its multiply-adds, and the
 * memory that one training step takes, counted and measured on the CPU.
 *
 * @param detector the detector
 * @param input what it sees
 * @param batchSize pictures, or clips, of the measured step
 */
record NetworkDescription(Detector detector, InputShape input, int batchSize) {
    /** With one picture some convolutions go a way that cannot be counted. */
    private static final int COUNTED = 2;

    private static final double MILLION = 1e6;
    private static final double MEBIBYTE = 1 << 20;
    private static final Pattern RUNNING = Pattern.compile("running_(mean|var)$");

    void print(PrintWriter out) {
        DetectorNet net = detector.build(input);
        out.println("  " + size(net));
        out.flush();
        Torch.startAnyhow();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
            // Before anything else has left memory behind that the step would use again.
            Step step = step(net, parameters);
            Map<String, Shape> taps = new LinkedHashMap<>();
            MultiplyAdds count = forward(net, manager, taps);
            printTaps(out, taps);
            printMultiplyAdds(out, count);
            printActivations(out, net, manager);
            printMemory(out, parameters, step);
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

    /**
     * Resident memory of a training step, MiB.
     *
     * @param before it
     * @param peak while it ran; -1 where the system does not tell
     */
    private record Step(long before, long peak) {}

    private Step step(DetectorNet net, Parameters parameters) {
        SyntheticBatch batch = new SyntheticBatch(detector, batchSize, input);
        return new Step(
                Provenance.residentMebibytes(), Provenance.peakMemoryDuring(() -> batch.train(net, parameters)));
    }

    /** One forward pass, which tells its taps. */
    private MultiplyAdds forward(DetectorNet net, NDManager parent, Map<String, Shape> taps) {
        Torch.recordNothing();
        try (NDManager scratch = parent.newSubManager()) {
            Inputs inputs = new SyntheticBatch(detector, COUNTED, input).inputs(scratch);
            Pass pass = Pass.evaluation().listening((name, value) -> taps.put(name, value.getShape()));
            return MultiplyAdds.of(() -> net.forward(inputs, pass));
        }
    }

    private void printTaps(PrintWriter out, Map<String, Shape> taps) {
        out.println("  Taps at " + size()
                + (input.isClip()
                        ? ", a clip (channels, frames, rows, columns):"
                        : ", a picture (channels, rows, columns):"));
        int width = taps.keySet().stream().mapToInt(String::length).max().orElse(0);
        taps.forEach((name, shape) ->
                out.println("    " + name + " ".repeat(width - name.length()) + "  " + shape.slice(1)));
    }

    private void printMultiplyAdds(PrintWriter out, MultiplyAdds count) {
        out.println(String.format(
                Locale.ROOT,
                "  Multiply-adds: %,.1f million a %s (convolutions %,.1f, products of matrices %,.1f)",
                count.total() / MILLION / COUNTED,
                input.isClip() ? "clip" : "picture",
                count.convolutions() / MILLION / COUNTED,
                count.products() / MILLION / COUNTED));
        new TreeMap<>(count.notCounted())
                .forEach((name, calls) ->
                        out.println("    not counted: " + name + ", " + calls + (calls == 1 ? " call" : " calls")));
    }

    private void printActivations(PrintWriter out, DetectorNet net, NDManager parent) {
        double bytes = new SyntheticBatch(detector, batchSize, input)
                .activations(net, parent)
                .bytes();
        out.println(String.format(
                Locale.ROOT,
                "  Activations: %,.1f MiB kept for the backward pass of %d at %s",
                bytes / MEBIBYTE,
                batchSize,
                size()));
    }

    private void printMemory(PrintWriter out, Parameters parameters, Step step) {
        long values = parameters.flat().size();
        out.println(String.format(
                Locale.ROOT,
                "  Memory: %,d MiB of weights, as much again for gradients, twice for Adam",
                mebibytes(values)));
        if (step.peak() >= 0) {
            out.println(String.format(
                    Locale.ROOT,
                    "  One training step of %d at %s on the CPU: %,d MiB over the %,d MiB before it",
                    batchSize,
                    size(),
                    Math.max(0, step.peak() - step.before()),
                    step.before()));
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
