package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * BatchNorm's statistics over a batch that is divided among copies of a network. Every copy computes mean and squares of its
 * share; at each BatchNorm they meet, and all go on with mean and variance of the whole batch, which gradients go back
 * through to every share. Squares are those of distances from the share's own mean, so nothing cancels out (Chan, Golub and
 * LeVeque 1983).
 */
public final class SharedStatistics {
    private final List<Member> members = new ArrayList<>();
    private final List<Meeting> meetings = new ArrayList<>();
    private final Turns turns;

    /**
     * Statistics.
     *
     * @param atTurn is run whenever a copy goes on: the place to seed the engine's generator
     */
    public SharedStatistics(Runnable atTurn) {
        turns = new Turns(atTurn);
    }

    /** Lets all BatchNorms of a copy take part; copies take their turns in the order in which they join. */
    public void join(Net copy) {
        Member member = new Member(members.size());
        members.add(member);
        copy.visit((prefix, part) -> {
            if (part instanceof BatchNorm norm) {
                norm.share(member);
            }
        });
    }

    /**
     * Runs the training passes of the first copies, one of each, in turn.
     *
     * @param passes at most one for each copy; every copy goes through the same layers
     */
    public void run(List<Runnable> passes) {
        try {
            turns.run(passes);
        } finally {
            meetings.clear();
            members.forEach(member -> member.met = 0);
        }
    }

    /**
     * Of the whole batch, a channel each, on the device of a share.
     *
     * @param mean (C)
     * @param variance (C), divided by the number of values
     * @param count values of a channel
     */
    record Whole(NDArray mean, NDArray variance, long count) {}

    /** One copy. */
    final class Member {
        private final int number;
        private int met;

        private Member(int number) {
            this.number = number;
        }

        /**
         * Tells the statistics of its share and waits for those of the whole batch.
         *
         * @param mean (C)
         * @param squares (C): the sum of squared distances from that mean
         * @param count values of a channel in the share
         */
        Whole meet(NDArray mean, NDArray squares, long count) {
            if (met == meetings.size()) {
                meetings.add(new Meeting());
            }
            Meeting meeting = meetings.get(met++);
            meeting.add(mean, squares, count);
            turns.pass(number);
            return meeting.whole(number, mean.getManager());
        }
    }

    /** Copies at one BatchNorm. Only who has the turn touches it. */
    private static final class Meeting {
        private final NDList means = new NDList();
        private final NDList squares = new NDList();
        private final List<Long> counts = new ArrayList<>();
        private final NDList results = new NDList();

        void add(NDArray mean, NDArray ofShare, long count) {
            if (!means.isEmpty() && means.get(0).size() != mean.size()) {
                throw new IllegalStateException("copies of the network meet at different layers");
            }
            means.add(mean);
            squares.add(ofShare);
            counts.add(count);
        }

        Whole whole(int number, NDManager manager) {
            if (results.isEmpty()) {
                results.addAll(combined());
            }
            NDArray both = Across.to(results.get(number), manager);
            NDList parts = both.flatten().split(2);
            return new Whole(parts.get(0), parts.get(1), total());
        }

        private long total() {
            return counts.stream().mapToLong(Long::longValue).sum();
        }

        /** For each copy (1, 2C), mean and variance, on the device of the first. */
        private NDList combined() {
            NDManager manager = means.get(0).getManager();
            long channels = means.get(0).size();
            NDArray shareMeans = rows(means, manager);
            NDArray weights = column(manager, shareMeans.getDataType());
            NDArray all = Constant.of(total());
            NDArray mean = shareMeans.mul(weights.div(all)).sum(new int[] {0}, true);
            NDArray between = shareMeans.sub(mean).square().mul(weights).sum(new int[] {0}, true);
            NDArray variance =
                    rows(squares, manager).sum(new int[] {0}, true).add(between).div(all);
            NDArray both = NDArrays.concat(new NDList(mean, variance), 1);
            // Parted again, so that what comes back from the copies is put side by side, and added up in one order.
            int copies = counts.size();
            return copies == 1
                    ? new NDList(both)
                    : both.broadcast(new Shape(copies, 2 * channels)).split(copies);
        }

        private static NDArray rows(NDList ofShares, NDManager manager) {
            NDList rows = new NDList();
            ofShares.forEach(values -> rows.add(Across.to(values, manager).reshape(1, values.size())));
            return NDArrays.concat(rows, 0);
        }

        private NDArray column(NDManager manager, DataType type) {
            double[] weights = counts.stream().mapToDouble(Long::doubleValue).toArray();
            return manager.create(weights, new Shape(weights.length, 1)).toType(type, false);
        }
    }
}
