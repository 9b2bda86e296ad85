package io.unmask.experiments.conform;

import com.google.auto.service.AutoService;
import io.unmask.evaluate.Estimate;
import io.unmask.evaluate.Interval;
import io.unmask.evaluate.Ranking;
import io.unmask.evaluate.Sample;
import io.unmask.evaluate.Tally;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The percentile bootstrap of the AUC over single samples, with draws from the parameter rule. */
@AutoService(ConformCase.class)
public final class BootstrapCase implements ConformCase {
    private static final Pattern RESAMPLES = Pattern.compile("(\\d+) resamples");
    private static final Pattern INTERVAL = Pattern.compile("output\\.ci(\\d+)");

    @Override
    public boolean handles(Fixture fixture) {
        return fixture.area().equals("metrics")
                && fixture.has("input.label")
                && fixture.has("input.score")
                && fixture.has("output.boot_auc");
    }

    @Override
    public void run(Fixture fixture, Comparison comparison) {
        boolean[] fake = ScoreCase.labels(fixture.tensor("input.label"));
        int samples = fake.length;
        int[] each = new int[samples];
        Arrays.setAll(each, i -> i);
        Sample sample = Sample.of(fixture.tensor("input.score").doubles(), fake, each, samples);
        Matcher said = RESAMPLES.matcher(fixture.text("note"));
        // Resamples of one class are left out of boot_auc, so its length need not be their number.
        int resamples = said.find()
                ? Integer.parseInt(said.group(1))
                : fixture.tensor("output.boot_auc").size();
        double[] replicates = new double[resamples];
        Tally tally = sample.tally();
        for (int r = 0; r < resamples; r++) {
            int[] times = new int[samples];
            for (int index : draw(fixture, r, samples)) {
                times[index]++;
            }
            sample.reweigh(tally, times);
            replicates[r] = Ranking.auc(tally);
        }
        Estimate estimate = new Estimate(Ranking.auc(sample.tally()), replicates);
        double tolerance = comparison.tolerance("output");
        for (String name : fixture.names("output.")) {
            double[] values = values(fixture, estimate, name, samples);
            if (values != null) {
                comparison.compare(name, values, tolerance);
            }
        }
    }

    private static int[] draw(Fixture fixture, int resample, int samples) {
        float[] uniform = RuleV1.of(fixture.seed(), 1).uniform("bootstrap", (long) resample * samples, samples, 0, 1);
        int[] indices = new int[samples];
        Arrays.setAll(indices, i -> (int) Math.floor((double) samples * uniform[i]));
        return indices;
    }

    private static double @Nullable [] values(Fixture fixture, Estimate estimate, String name, int samples) {
        double[] used = Arrays.stream(estimate.replicates())
                .filter(value -> !Double.isNaN(value))
                .toArray();
        double mean = Arrays.stream(used).sum() / used.length;
        double squares = Arrays.stream(used).map(v -> (v - mean) * (v - mean)).sum();
        Matcher interval = INTERVAL.matcher(name);
        if (interval.matches()) {
            Interval bounds = estimate.interval(Double.parseDouble(interval.group(1)) / 100);
            return new double[] {bounds.low(), bounds.high()};
        }
        return switch (name) {
            case "output.auc" -> new double[] {estimate.value()};
            case "output.boot_auc" -> used;
            case "output.boot_mean" -> new double[] {mean};
            case "output.boot_std_ddof1" -> new double[] {Math.sqrt(squares / (used.length - 1))};
            case "output.n_used" -> new double[] {used.length};
            case "output.first_resample_indices" ->
                Arrays.stream(draw(fixture, 0, samples)).asDoubleStream().toArray();
            default -> null;
        };
    }
}
