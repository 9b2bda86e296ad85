package io.unmask.experiments.bench;

import io.unmask.data.Feed;
import io.unmask.data.HostBatch;
import io.unmask.data.Needs;
import io.unmask.experiments.plan.Experiment;
import io.unmask.model.InputShape;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.util.List;

/** One batch of noise, reals and fakes in turn, again and again: for the speed of a network whose data is not there. */
final class MadeFeed implements Feed {
    private static final int CHANNELS = 3;
    private static final int WHITE = 255;

    private final HostBatch batch;
    private final int batches;

    /** A feed of so many batches that fit an experiment's detector. */
    MadeFeed(Experiment config, int batches) {
        this(batch(config, config.train().batchSize()), batches);
    }

    private MadeFeed(HostBatch batch, int batches) {
        this.batch = batch;
        this.batches = batches;
    }

    /** A batch of noise that fits an experiment's detector, with the masks and second pictures that it needs. */
    static HostBatch batch(Experiment config, int size) {
        InputShape input = config.data().input();
        Needs needs = config.model().needs();
        int side = input.sidePixels();
        int frames = input.isClip() ? input.frames() : 0;
        Integer apart = needs.secondSide();
        int secondSide = apart == null ? side : apart;
        RandomStream random = Seeds.of(1).stream("noise");
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = i % 2;
        }
        return new HostBatch(
                side,
                noise(random, size * Math.max(1, frames) * CHANNELS * side * side),
                labels,
                needs.masks() ? halves(labels, side) : null,
                needs.region() == null ? null : halves(labels, side),
                needs.second() ? noise(random, size * CHANNELS * secondSide * secondSide) : null,
                List.of(),
                frames,
                apart == null ? 0 : apart);
    }

    private static byte[] noise(RandomStream random, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.integer(0, WHITE);
        }
        return bytes;
    }

    /** White above and black below for fakes; black for reals. */
    private static byte[] halves(int[] labels, int side) {
        byte[] all = new byte[labels.length * side * side];
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < labels[i] * side * side / 2; j++) {
                all[i * side * side + j] = (byte) WHITE;
            }
        }
        return all;
    }

    @Override
    public int batchesPerEpoch() {
        return batches;
    }

    @Override
    public Batches epoch(int epoch, int firstBatch) {
        return new Repeated(batches - firstBatch);
    }

    private final class Repeated implements Batches {
        private int left;

        Repeated(int left) {
            this.left = left;
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public HostBatch next() {
            left--;
            return batch;
        }

        @Override
        public void close() {}
    }
}
