package io.unmask.evaluate;

import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The percentile bootstrap over clusters: a replicate draws as many clusters as there are, with replacement,
 * and counts each row as often as its cluster was drawn. Replicate r draws the same clusters for every
 * sample, whatever the thread, so estimates of one bootstrap are paired.
 */
public final class Bootstrap {
    private final int clusters;
    private final int replicates;
    private final Seeds seeds;

    /**
     * Resamples of some number of clusters.
     *
     * @param clusters from {@link Clusters#size}
     * @param replicates number of resamples
     * @param seeds where the draws come from
     */
    public Bootstrap(int clusters, int replicates, Seeds seeds) {
        this.clusters = clusters;
        this.replicates = replicates;
        this.seeds = seeds;
    }

    /** How often each cluster is in replicate r. */
    int[] draw(int r) {
        RandomStream random = seeds.stream("bootstrap", r);
        int[] times = new int[clusters];
        for (int i = 0; i < clusters; i++) {
            times[random.integer(0, clusters - 1)]++;
        }
        return times;
    }

    /**
     * Estimates of several measures, in their order. A replicate that lacks a class is skipped: NaN.
     *
     * @param sample with clusters numbered as here
     */
    public List<Estimate> estimates(Sample sample, List<Measure> measures) {
        if (sample.clusters() != clusters) {
            throw new IllegalArgumentException(
                    "a sample of " + sample.clusters() + " clusters, a bootstrap of " + clusters);
        }
        double[][] values = new double[measures.size()][replicates];
        int workers = Math.max(1, Math.min(replicates, Runtime.getRuntime().availableProcessors()));
        IntStream.range(0, workers).parallel().forEach(worker -> {
            Tally tally = sample.tally();
            for (int r = worker; r < replicates; r += workers) {
                sample.reweigh(tally, draw(r));
                boolean oneClass = tally.fakes() == 0 || tally.reals() == 0;
                for (int m = 0; m < measures.size(); m++) {
                    values[m][r] = oneClass ? Double.NaN : measures.get(m).of(tally);
                }
            }
        });
        Tally once = sample.tally();
        return IntStream.range(0, measures.size())
                .mapToObj(m -> new Estimate(measures.get(m).of(once), values[m]))
                .toList();
    }

    /**
     * The mean of a value that every row has. A replicate that draws no row is skipped: NaN.
     *
     * @param cluster the cluster of each row
     * @param value the value of each row
     */
    public Estimate mean(int[] cluster, double[] value) {
        double[] sums = new double[clusters];
        long[] rows = new long[clusters];
        for (int row = 0; row < value.length; row++) {
            sums[cluster[row]] += value[row];
            rows[cluster[row]]++;
        }
        double[] replicated = new double[replicates];
        for (int r = 0; r < replicates; r++) {
            replicated[r] = mean(sums, rows, draw(r));
        }
        int[] once = new int[clusters];
        Arrays.fill(once, 1);
        return new Estimate(mean(sums, rows, once), replicated);
    }

    private static double mean(double[] sums, long[] rows, int[] times) {
        double sum = 0;
        long count = 0;
        for (int c = 0; c < times.length; c++) {
            sum += times[c] * sums[c];
            count += times[c] * rows[c];
        }
        return sum / count;
    }
}
