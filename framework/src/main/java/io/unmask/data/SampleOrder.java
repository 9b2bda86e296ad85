package io.unmask.data;

import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.util.stream.IntStream;

/** Which samples an epoch of training sees, and in what order; a function of the epoch alone. */
@FunctionalInterface
public interface SampleOrder {
    /**
     * Positions of samples in the loader's list, in the order in which they are to be seen.
     *
     * @param epoch counted from 0
     */
    int[] of(int epoch);

    /** What stands at a place of an epoch. */
    enum Part {
        /** A sample by itself. */
        ALONE,
        /** The real of a pair; its fake is at the next place. */
        REAL,
        /** The fake of a pair: a sample of the data, or one that an augmentation is to make of the real. */
        FAKE
    }

    /** What stands at a place of every epoch; both of a pair are augmented with the same random numbers. */
    default Part part(int place) {
        return Part.ALONE;
    }

    /** Every sample once, shuffled anew each epoch. */
    static SampleOrder shuffled(int samples, Seeds seeds) {
        return epoch -> seeds.stream("order", epoch).permutation(samples);
    }

    /**
     * As many samples as there are, half of each class, shuffled anew each epoch: from the larger class some
     * are left out of an epoch, of the smaller class some are seen again, none twice more than another.
     *
     * @param labels class of each sample, 0 or 1; both must occur
     */
    static SampleOrder balanced(int[] labels, Seeds seeds) {
        int[][] classes = {members(labels, 0), members(labels, 1)};
        if (classes[0].length == 0 || classes[1].length == 0) {
            throw new IllegalArgumentException("one class only");
        }
        return epoch -> {
            RandomStream random = seeds.stream("order", epoch);
            int[][] drawn = new int[2][];
            for (int c = 0; c < 2; c++) {
                drawn[c] = draw(classes[c], (labels.length + c) / 2, random);
            }
            int[] both = IntStream.concat(IntStream.of(drawn[0]), IntStream.of(drawn[1]))
                    .toArray();
            return IntStream.of(random.permutation(both.length))
                    .map(i -> both[i])
                    .toArray();
        };
    }

    private static int[] members(int[] labels, int label) {
        return IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
    }

    /** Whole rounds over the members, each in a new order, until there are enough. */
    private static int[] draw(int[] members, int count, RandomStream random) {
        int[] drawn = new int[count];
        int[] round = {};
        for (int i = 0; i < count; i++) {
            if (i % members.length == 0) {
                round = random.permutation(members.length);
            }
            drawn[i] = members[round[i % members.length]];
        }
        return drawn;
    }
}
