package io.unmask.experiments.bench;

import io.unmask.train.StepPhase;
import io.unmask.train.TrainingListener;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Times the updates of a training and their parts, after a few that do not count.
 *
 * <p>On a CPU every call returns when its work is done, so that the parts of every update are timed and cost nothing. On a
 * GPU a part ends only for who waits for it, and waiting keeps the device from working ahead. There, blocks of updates
 * without any waiting, which are true, alternate with blocks whose parts are waited for.
 */
final class StepClock implements TrainingListener {
    /** Updates between two readings of losses on a GPU, so that every block has one. */
    private static final int BLOCK = 16;

    private static final double NANOS = 1e9;

    private final int warmUp;
    private final Barrier barrier;
    private final MemoryGauge memory;
    private final Map<StepPhase, Long> parts = new EnumMap<>(StepPhase.class);
    private final List<Double> whole = new ArrayList<>();
    private final List<Map<StepPhase, Long>> split = new ArrayList<>();
    private StepPhase open = StepPhase.WAIT;
    private boolean begun;
    private int done;
    private int blockBegan;
    private long blockNanos;
    private long lapNanos;
    private double seconds;

    /**
     * A clock.
     *
     * @param warmUp updates that do not count
     * @param barrier of the device
     * @param memory is read over the updates that count
     */
    StepClock(int warmUp, Barrier barrier, MemoryGauge memory) {
        this.warmUp = warmUp;
        this.barrier = barrier;
        this.memory = memory;
    }

    @Override
    public void phase(StepPhase phase) {
        if (phase == StepPhase.WAIT && open == StepPhase.REST) {
            endStep();
        } else if (!begun) {
            begin();
        }
        lap();
        open = phase;
    }

    @Override
    public void step(StepProgress progress) {
        if (progress.step() == progress.steps()) {
            endStep();
            endBlock();
            memory.finish();
        }
    }

    /** Seconds of an update: each on a CPU; the means of blocks whose parts were not waited for on a GPU. */
    double[] whole() {
        return whole.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Seconds of a part of each update whose parts were timed. */
    double[] part(StepPhase phase) {
        return split.stream()
                .mapToDouble(step -> step.getOrDefault(phase, 0L) / NANOS)
                .toArray();
    }

    /** Seconds of each update whose parts were timed. */
    double[] split() {
        return split.stream()
                .mapToDouble(step ->
                        step.values().stream().mapToLong(Long::longValue).sum() / NANOS)
                .toArray();
    }

    /** Seconds of all updates that count. */
    double seconds() {
        return seconds;
    }

    private void begin() {
        begun = true;
        if (warmUp == 0) {
            startCounting();
        }
    }

    private void startCounting() {
        memory.start();
        startBlock();
    }

    private void startBlock() {
        barrier.await();
        blockBegan = done;
        blockNanos = System.nanoTime();
        lapNanos = blockNanos;
    }

    private boolean counts() {
        return begun && done >= warmUp;
    }

    /** Whether the parts of this update are timed. */
    private boolean splits() {
        return counts() && (!barrier.isNeeded() || (done - warmUp) / BLOCK % 2 == 1);
    }

    private void lap() {
        if (splits()) {
            barrier.await();
            long now = System.nanoTime();
            parts.merge(open, now - lapNanos, Long::sum);
            lapNanos = now;
        }
    }

    private void endStep() {
        if (splits()) {
            lap();
            split.add(new EnumMap<>(parts));
            parts.clear();
        }
        open = StepPhase.WAIT;
        done++;
        if (done == warmUp) {
            startCounting();
        } else if (done > warmUp && (!barrier.isNeeded() || (done - warmUp) % BLOCK == 0)) {
            endBlock();
        }
    }

    private void endBlock() {
        int steps = done - blockBegan;
        if (steps == 0) {
            return;
        }
        barrier.await();
        double took = (System.nanoTime() - blockNanos) / NANOS;
        seconds += took;
        // The block before the present number of updates: even ones are not split.
        boolean waited = barrier.isNeeded() && (blockBegan - warmUp) / BLOCK % 2 == 1;
        if (!waited) {
            whole.add(took / steps);
        }
        startBlock();
    }
}
