package io.unmask.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.unmask.config.BadInputException;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.detector.Division;
import io.unmask.model.nn.Across;
import io.unmask.model.nn.Arithmetic;
import io.unmask.model.nn.Gradients;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.SharedStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies of a network, each on a device, that divide every training batch among them. The first is the network itself: the
 * optimiser, averages, checkpoints and scores know no other. At every step the others take its values; each runs forward over
 * its share; the loss is that of all predictions together, taken once, on the first device, so it does not matter whether it
 * is a mean over pictures; one backward pass goes back through all copies, and their gradients are added up.
 */
public final class Copies implements AutoCloseable {
    private final List<Copy> all = new ArrayList<>();
    private final @Nullable SharedStatistics statistics;
    private IntUnaryOperator seedOfTurn = turn -> turn;
    private int turns;
    private int used;

    private record Copy(DetectorNet net, Parameters parameters) {
        NDManager manager() {
            return parameters.flat().getManager();
        }
    }

    private Copies(DetectorNet net, Parameters parameters, int count, boolean shareStatistics) {
        all.add(new Copy(net, parameters));
        statistics = shareStatistics && count > 1 ? new SharedStatistics(this::seed) : null;
    }

    /** The network alone. */
    public static Copies none(DetectorNet net, Parameters parameters) {
        return new Copies(net, parameters, 1, false);
    }

    /**
     * As many as the settings of a training say; the network alone for one.
     *
     * @param net the network
     * @param parameters its placement; further copies are placed on the devices that {@link Torch#devices} gives
     * @param build makes the same network, without values
     * @throws BadInputException if there are too few GPUs
     */
    public static Copies of(Training training, DetectorNet net, Parameters parameters, Supplier<DetectorNet> build) {
        int count = training.replicas();
        Copies copies = new Copies(net, parameters, count, training.syncBatchNorm());
        if (count > 1) {
            NDManager manager = parameters.flat().getManager();
            List<Device> devices = Torch.devices(manager.getDevice(), count);
            for (Device device : devices.subList(1, count)) {
                DetectorNet other = build.get();
                copies.all.add(new Copy(
                        other,
                        Parameters.allocate(
                                other,
                                manager.newSubManager(device),
                                parameters.flat().getDataType())));
            }
            copies.joinStatistics();
            net.divide((first, inputs, part) -> copies.divided(inputs, part));
        }
        return copies;
    }

    private void joinStatistics() {
        if (statistics != null) {
            all.forEach(copy -> statistics.join(copy.net));
        }
    }

    /** Copies with the first. */
    int count() {
        return all.size();
    }

    /** The network itself. */
    DetectorNet net() {
        return all.get(0).net;
    }

    /** Lets all copies compute so while training. */
    void compute(Arithmetic how) {
        all.forEach(copy -> copy.net.compute(how));
    }

    /** Where the network itself is placed. */
    Parameters parameters() {
        return all.get(0).parameters;
    }

    /** Gives every copy the values of the first, running statistics with them. */
    void follow() {
        Copy first = all.get(0);
        used = 0;
        for (Copy copy : all.subList(1, all.size())) {
            try (NDManager scratch = first.manager().newSubManager()) {
                copy(first.parameters.flat(), copy.parameters.flat(), scratch);
                first.parameters.all().forEach((name, parameter) -> {
                    if (parameter.kind() == Parameter.Kind.BUFFER) {
                        copy(parameter.array(), copy.parameters.get(name).array(), scratch);
                    }
                });
            }
        }
    }

    private static void copy(NDArray from, NDArray to, NDManager scratch) {
        NDArray there = from.toDevice(to.getDevice(), false);
        if (there != from) {
            there.attach(scratch);
        }
        StateDict.copy(there, to);
    }

    /**
     * Begins with a batch.
     *
     * @param seeds the seed of the engine's generator by the number of a turn: copies draw one after another
     */
    void begin(IntUnaryOperator seeds) {
        seedOfTurn = seeds;
        turns = 0;
    }

    private void seed() {
        Engine.getInstance().setRandomSeed(seedOfTurn.applyAsInt(turns++));
    }

    /** The sum of all gradients since the last call, as {@link Parameters#takeGradients} takes those of one network. */
    Gradients takeGradients(NDManager scratch) {
        Gradients sum = parameters().takeGradients(scratch);
        for (Copy copy : all.subList(1, Math.max(1, used))) {
            try (NDManager there = scratch.newSubManager(copy.manager().getDevice())) {
                NDArray joined = sum.joined();
                NDArray others = copy.parameters.gradients(there).toDevice(joined.getDevice(), false);
                others.attach(there);
                joined.addi(others);
            }
        }
        return sum;
    }

    /** Frees the further copies; the network goes on alone. */
    @Override
    public void close() {
        net().divide(Division.NONE);
        all.subList(1, all.size()).forEach(copy -> copy.manager().close());
    }

    /** Runs a part of the network over shares of a batch; predictions are on the first device, one below the other. */
    private Prediction divided(Inputs inputs, Division.Part part) {
        int pictures = Math.toIntExact(inputs.images().getShape().get(0));
        int shares = Math.min(all.size(), pictures);
        used = Math.max(used, shares);
        List<Prediction> predictions = new ArrayList<>();
        List<Runnable> passes = new ArrayList<>();
        for (int i = 0; i < shares; i++) {
            Copy copy = all.get(i);
            String range = i * pictures / shares + ":" + (i + 1) * pictures / shares;
            passes.add(() -> predictions.add(part.of(copy.net, share(inputs, range, copy))));
        }
        if (statistics != null) {
            statistics.run(passes);
        } else {
            passes.forEach(pass -> {
                seed();
                pass.run();
            });
        }
        // Whatever is drawn next belongs to no copy.
        seed();
        return joined(predictions);
    }

    private static Inputs share(Inputs inputs, String range, Copy copy) {
        NDManager manager =
                inputs.images().getManager().newSubManager(copy.manager().getDevice());
        NDArray second = inputs.second();
        return new Inputs(
                Across.to(inputs.images().get(range), manager),
                second == null ? null : Across.to(second.get(range), manager),
                inputs.apart());
    }

    private static Prediction joined(List<Prediction> parts) {
        Prediction joined =
                new Prediction(rows(parts.stream().map(Prediction::logits).toList()));
        for (String name : parts.get(0).extra().keySet()) {
            joined = joined.with(
                    name,
                    rows(parts.stream()
                            .map(part -> part.require(name, "train.replicas"))
                            .toList()));
        }
        return joined;
    }

    private static NDArray rows(List<NDArray> parts) {
        NDManager manager = parts.get(0).getManager();
        NDList rows = new NDList();
        parts.forEach(part -> rows.add(Across.to(part, manager)));
        return NDArrays.concat(rows, 0);
    }
}
