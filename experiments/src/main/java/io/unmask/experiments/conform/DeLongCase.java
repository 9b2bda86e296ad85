package io.unmask.experiments.conform;

import com.google.auto.service.AutoService;
import io.unmask.evaluate.DeLong;
import io.unmask.evaluate.Interval;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** AUCs of several detectors with covariance, paired tests and normal intervals. */
@AutoService(ConformCase.class)
public final class DeLongCase implements ConformCase {
    private static final Pattern PAIR = Pattern.compile("output\\.pair(\\d)(\\d)\\.(z|p_two_sided)");
    private static final Pattern INTERVAL = Pattern.compile("output\\.ci(\\d+)");

    @Override
    public boolean handles(Fixture fixture) {
        return fixture.area().equals("metrics") && fixture.has("input.label") && fixture.has("input.scores");
    }

    @Override
    public void run(Fixture fixture, Comparison comparison) {
        boolean[] fake = ScoreCase.labels(fixture.tensor("input.label"));
        double[] flat = fixture.tensor("input.scores").doubles();
        double[][] scores = new double[flat.length / fake.length][];
        Arrays.setAll(scores, d -> Arrays.copyOfRange(flat, d * fake.length, (d + 1) * fake.length));
        DeLong test = DeLong.of(scores, fake);
        double tolerance = comparison.tolerance("output");
        for (String name : fixture.names("output.")) {
            double[] values = values(test, name);
            if (values.length > 0) {
                comparison.compare(name, values, tolerance);
            }
        }
    }

    private static double[] values(DeLong test, String name) {
        Matcher pair = PAIR.matcher(name);
        if (pair.matches()) {
            int a = Integer.parseInt(pair.group(1));
            int b = Integer.parseInt(pair.group(2));
            return new double[] {pair.group(3).equals("z") ? test.z(a, b) : test.twoSidedP(a, b)};
        }
        Matcher interval = INTERVAL.matcher(name);
        if (interval.matches()) {
            double confidence = Double.parseDouble(interval.group(1)) / 100;
            return IntStream.range(0, test.auc().length)
                    .mapToObj(d -> test.interval(d, confidence))
                    .flatMapToDouble((Interval i) -> DoubleStream.of(i.low(), i.high()))
                    .toArray();
        }
        return switch (name) {
            case "output.auc" -> test.auc();
            case "output.cov" ->
                Arrays.stream(test.covariance()).flatMapToDouble(Arrays::stream).toArray();
            default -> new double[0];
        };
    }
}
