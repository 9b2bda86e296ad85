package io.unmask.experiments.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * How another program did beside us.
 *
 * @param command of the peer
 * @param rounds in each of which both were measured
 * @param ratios of each figure that both have
 * @param differences settings that the peer says it ran with and we did not; such ratios mean little
 * @param printed by the peer in the last round
 */
public record PeerFigures(String command, int rounds, List<Ratio> ratios, List<String> differences, JsonNode printed) {
    /**
     * A figure of both.
     *
     * @param figure its name
     * @param ours in the rounds
     * @param peer in the rounds
     * @param speed ours over the peer's in each round; above 1 where we are faster
     */
    public record Ratio(String figure, Range ours, Range peer, Range speed) {
        static Ratio of(String figure, double[] ours, double[] peer, boolean higherIsBetter) {
            double[] speed = new double[ours.length];
            for (int i = 0; i < speed.length; i++) {
                speed[i] = higherIsBetter ? ours[i] / peer[i] : peer[i] / ours[i];
            }
            return new Ratio(figure, Range.of(ours), Range.of(peer), Range.of(speed));
        }
    }

    /**
     * A few measurements.
     *
     * @param lowest of them
     * @param median of them
     * @param highest of them
     */
    public record Range(double lowest, double median, double highest) {
        static Range of(double[] values) {
            return new Range(Rounds.lowest(values), Rounds.median(values), Rounds.highest(values));
        }
    }
}
