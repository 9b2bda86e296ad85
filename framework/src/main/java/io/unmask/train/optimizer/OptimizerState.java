package io.unmask.train.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.unmask.model.nn.Gradients;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Parameters;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An optimiser at work on one network: its settings, its remembered vectors and its count of steps. */
public final class OptimizerState {
    /**
     * Weights that a CPU updates at a time at most: the passes of a rule over so many find them in the cache, and its
     * intermediate vectors stay small.
     */
    private static final long PART = 1 << 19;

    private final Optimizer optimizer;
    private final Parameters parameters;
    private final Map<String, NDArray> memory = new LinkedHashMap<>();
    private final @Nullable NDArray decayMask;
    private long steps;
    private long skipped;

    /** Starts with nothing remembered; the vectors live on the manager of the parameters. */
    public OptimizerState(Optimizer optimizer, Parameters parameters) {
        this.optimizer = optimizer;
        this.parameters = parameters;
        NDArray flat = parameters.flat();
        for (String name : optimizer.vectors()) {
            memory.put(name, flat.getManager().zeros(flat.getShape(), flat.getDataType()));
        }
        decayMask = optimizer.noDecayOn1d() ? decayMask(parameters) : null;
    }

    /** 1 for weights of two dimensions and more, 0 for one dimension and for biases: timm's two groups. */
    private static NDArray decayMask(Parameters parameters) {
        NDArray flat = parameters.flat();
        float[] mask = new float[Math.toIntExact(flat.size())];
        int at = 0;
        for (String name : parameters.trainedNames()) {
            Parameter parameter = parameters.get(name);
            boolean decays = parameter.shape().length > 1 && !name.endsWith(".bias");
            Arrays.fill(mask, at, at + (int) parameter.size(), decays ? 1 : 0);
            at += (int) parameter.size();
        }
        NDManager manager = flat.getManager();
        try (NDManager scratch = manager.newSubManager()) {
            // duplicate() copies; toType(type, true) does not where the type is the same.
            NDArray placed =
                    scratch.create(mask).toType(flat.getDataType(), false).duplicate();
            placed.attach(manager);
            return placed;
        }
    }

    /**
     * One step.
     *
     * @param gradients a vector as long as the flat one, on a manager that is closed after the step; overwritten
     */
    public void step(NDArray gradients, double learningRate) {
        step(Gradients.of(gradients), learningRate);
    }

    /** The same with gradients that need not be one vector. */
    public void step(Gradients gradients, double learningRate) {
        steps++;
        NDArray weights = parameters.flat();
        // The same parts at every step of a training, resumed or not: where they end, last bits may differ.
        long begin = 0;
        for (long end : weights.getDevice().isGpu() ? List.of(weights.size()) : gradients.ends(PART)) {
            applyTo(begin, end, gradients, learningRate);
            begin = end;
        }
    }

    /** The step for some of the weights, whose intermediate arrays are freed before the next. */
    private void applyTo(long begin, long end, Gradients gradients, double learningRate) {
        try (NDManager scratch = gradients.manager().newSubManager()) {
            NDIndex range = new NDIndex(begin + ":" + end);
            Map<String, NDArray> memoryThere = new LinkedHashMap<>();
            memory.forEach((name, vector) -> memoryThere.put(name, part(vector, range, scratch)));
            optimizer.apply(new Update(
                    part(parameters.flat(), range, scratch),
                    gradients.part(begin, end, scratch),
                    learningRate,
                    steps - skipped,
                    memoryThere,
                    decayMask == null ? null : part(decayMask, range, scratch)));
        }
    }

    private static NDArray part(NDArray vector, NDIndex range, NDManager scratch) {
        NDArray view = vector.get(range);
        view.attach(scratch);
        return view;
    }

    /** Counts a step whose gradients were of no use. The optimiser's own count, of bias corrections, stays. */
    public void skip() {
        steps++;
        skipped++;
    }

    /** See {@link Optimizer#climb}. */
    public double climb() {
        return optimizer.climb();
    }

    /** Steps so far, those that were skipped with them. */
    public long steps() {
        return steps;
    }

    /** The remembered vectors by name; each as long as the flat vector. */
    public Map<String, NDArray> memory() {
        return Collections.unmodifiableMap(memory);
    }

    /**
     * Goes back to a count of steps; the caller has written the vectors of {@link #memory} in place.
     *
     * @param stepsSkipped how many of them were skipped
     */
    public void resumeAt(long stepsDone, long stepsSkipped) {
        steps = stepsDone;
        skipped = stepsSkipped;
    }
}
