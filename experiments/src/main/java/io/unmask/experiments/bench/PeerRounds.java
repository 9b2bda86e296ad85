package io.unmask.experiments.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Measures in turn with a peer, each round in the other order, so that a machine that grows slower or warmer does so for
 * both.
 *
 * @param <F> our figures
 */
public final class PeerRounds<F extends NetworkFigures> {
    /** Something of ours that is measured. */
    @FunctionalInterface
    public interface Measured<F> {
        /** Measures once. */
        F measure() throws IOException, InterruptedException;
    }

    private record Round<F>(F ours, double wallSeconds, Peer.Figure peer) {}

    private final Peer peer;
    private final int warmUp;
    private final int steps;
    private final List<Round<F>> rounds = new ArrayList<>();

    /**
     * Rounds against a peer.
     *
     * @param warmUp what each of our measurements leaves out, which the peer is told
     * @param steps what it measures, which the peer is told
     */
    public PeerRounds(Peer peer, int warmUp, int steps) {
        this.peer = peer;
        this.warmUp = warmUp;
        this.steps = steps;
    }

    /**
     * Measures.
     *
     * @param settings of our measurement
     * @param ours our measurement
     * @param count rounds
     * @param progress hears of each
     * @return our figures of the round that was the median one of ours, and the comparison
     */
    public Outcome<F> run(BenchSettings settings, Measured<F> ours, int count, Consumer<String> progress)
            throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            progress.accept("round " + (i + 1) + " of " + count);
            Peer.Figure first = i % 2 == 1 ? peer.run(settings, warmUp, steps) : null;
            long began = System.nanoTime();
            F figures = ours.measure();
            double wall = (System.nanoTime() - began) / 1e9;
            rounds.add(new Round<>(figures, wall, first == null ? peer.run(settings, warmUp, steps) : first));
        }
        List<Round<F>> sorted = rounds.stream()
                .sorted(Comparator.comparingDouble(round -> round.ours.imagesPerSecond()))
                .toList();
        return new Outcome<>(sorted.get(count / 2).ours, figures(settings));
    }

    /** Figures of ours, and those of both. */
    public record Outcome<F>(F ours, PeerFigures peer) {}

    private PeerFigures figures(BenchSettings settings) {
        List<PeerFigures.Ratio> ratios = new ArrayList<>();
        add(ratios, "images_per_second", NetworkFigures::imagesPerSecond, Peer.Figure::imagesPerSecond, true);
        add(ratios, "seconds", NetworkFigures::seconds, Peer.Figure::seconds, false);
        if (ratios.isEmpty()) {
            double[] ours = rounds.stream().mapToDouble(Round::wallSeconds).toArray();
            double[] theirs = rounds.stream()
                    .mapToDouble(round -> round.peer.wallSeconds())
                    .toArray();
            ratios.add(PeerFigures.Ratio.of("wall seconds, the peer's start included", ours, theirs, false));
        }
        JsonNode last = rounds.get(rounds.size() - 1).peer.printed();
        return new PeerFigures(peer.command(), rounds.size(), ratios, differences(settings, last), last);
    }

    private void add(
            List<PeerFigures.Ratio> to,
            String name,
            ToDoubleFunction<F> ours,
            Function<Peer.Figure, @Nullable Double> theirs,
            boolean higherIsBetter) {
        double[] other = rounds.stream()
                .map(round -> theirs.apply(round.peer))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (other.length == rounds.size()) {
            double[] own = rounds.stream()
                    .mapToDouble(round -> ours.applyAsDouble(round.ours))
                    .toArray();
            to.add(PeerFigures.Ratio.of(name, own, other, higherIsBetter));
        }
    }

    /** What the peer says that it ran with and we did not. */
    private static List<String> differences(BenchSettings ours, JsonNode peer) {
        TreeMap<String, String> known = new TreeMap<>();
        known.put("threads", Integer.toString(ours.threads()));
        known.put("batch_size", Integer.toString(ours.batchSize()));
        known.put("side_pixels", Integer.toString(ours.sidePixels()));
        known.put("frames", Integer.toString(ours.frames()));
        known.put("device", ours.device());
        known.put("precision", ours.precision());
        List<String> differences = new ArrayList<>();
        known.forEach((key, value) -> {
            JsonNode other = peer.get(key);
            if (other != null && !other.asText().equals(value)) {
                differences.add(key + ": " + value + " here, " + other.asText() + " there");
            }
        });
        return differences;
    }
}
