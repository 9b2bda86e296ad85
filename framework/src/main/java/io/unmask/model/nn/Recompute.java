package io.unmask.model.nn;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A forward and backward pass that keeps of each stage of a backbone its result alone, and computes what is inside once more
 * when its gradients are due (activation checkpointing: Chen et al. 2016). It takes about a third more time and the memory of
 * one stage instead of all. Only on the thread that opened it, inside a gradient collector.
 *
 * <p>Random layers draw the same numbers both times, since the engine's generator starts each stage from a seed of its own;
 * running statistics are updated the first time.
 */
public final class Recompute implements AutoCloseable {
    private static final ThreadLocal<@Nullable Recompute> OPEN = new ThreadLocal<>();

    private final IntUnaryOperator seedOfStage;
    private final List<Stage> stages = new ArrayList<>();

    /**
     * A stage that has run.
     *
     * @param x what it read, with the graph that made it
     * @param y what it made: a leaf
     */
    private record Stage(NDArray x, NDArray y, Pass pass, int seed, BiFunction<NDArray, Pass, NDArray> forward) {}

    private Recompute(IntUnaryOperator seedOfStage) {
        this.seedOfStage = seedOfStage;
    }

    /**
     * Begins.
     *
     * @param seedOfStage the seed of the engine's generator in a stage, by its number from 0
     */
    public static Recompute open(IntUnaryOperator seedOfStage) {
        if (OPEN.get() != null) {
            throw new IllegalStateException("one pass at a time on a thread");
        }
        Recompute opened = new Recompute(seedOfStage);
        OPEN.set(opened);
        return opened;
    }

    /** Runs a stage; in a training pass of a thread that opened this, without keeping what is inside. */
    public static NDArray stage(NDArray x, Pass pass, BiFunction<NDArray, Pass, NDArray> forward) {
        Recompute open = OPEN.get();
        return open == null || !pass.isTraining() || pass.isHeard()
                ? forward.apply(x, pass)
                : open.forget(x, pass, forward);
    }

    private NDArray forget(NDArray x, Pass pass, BiFunction<NDArray, Pass, NDArray> forward) {
        int seed = seedOfStage.applyAsInt(stages.size());
        Engine.getInstance().setRandomSeed(seed);
        NDManager manager = x.getManager();
        NDArray y;
        // Java's handles keep arrays as the graph does: all that is inside has to go.
        try (NDManager inside = manager.newSubManager()) {
            NDArray own = withoutGraph(() -> x.reshape(x.getShape()));
            own.attach(inside);
            y = withoutGraph(() -> forward.apply(own, pass));
            y.attach(manager);
        }
        y.setRequiresGradient(true);
        stages.add(new Stage(x, y, pass, seed, forward));
        return y;
    }

    private static NDArray withoutGraph(Supplier<NDArray> work) {
        JniUtils.setGradMode(false);
        try {
            return work.get();
        } finally {
            JniUtils.setGradMode(true);
        }
    }

    /** The backward pass, through the stages from the last to the first. */
    public void backward(NDArray loss) {
        NDArray one = loss.onesLike();
        // Two stages may read what the same operations made of a third: their graph is gone through once for each.
        JniUtils.backward((PtNDArray) loss, (PtNDArray) one, true, false);
        for (int i = stages.size() - 1; i >= 0; i--) {
            again(stages.get(i));
        }
        stages.clear();
    }

    private static void again(Stage stage) {
        NDArray x = stage.x;
        boolean deeper = isTraced(x);
        try (NDManager inside = x.getManager().newSubManager()) {
            NDArray own = withoutGraph(() -> x.reshape(x.getShape()));
            own.attach(inside);
            own.setRequiresGradient(deeper);
            Engine.getInstance().setRandomSeed(stage.seed);
            NDArray y = stage.forward.apply(own, stage.pass.again());
            NDArray slope = stage.y.getGradient();
            slope.attach(inside);
            JniUtils.backward((PtNDArray) y, (PtNDArray) slope, false, false);
            if (deeper) {
                NDArray before = own.getGradient();
                before.attach(inside);
                JniUtils.backward((PtNDArray) x, (PtNDArray) before, true, false);
            }
        }
    }

    /**
     * Whether gradients flow into it: a leaf of them, or made of some. DJL tells of leaves alone (and ends the process when
     * asked for the graph of an array without one); libtorch refuses to take gradients from what is made of others.
     */
    private static boolean isTraced(NDArray x) {
        if (JniUtils.requiresGrad((PtNDArray) x)) {
            return true;
        }
        try {
            x.setRequiresGradient(false);
            return false;
        } catch (EngineException e) {
            return true;
        }
    }

    @Override
    public void close() {
        OPEN.remove();
    }
}
