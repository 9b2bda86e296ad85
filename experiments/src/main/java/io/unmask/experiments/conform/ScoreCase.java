package io.unmask.experiments.conform;

import com.google.auto.service.AutoService;
import io.unmask.data.Compression;
import io.unmask.data.Label;
import io.unmask.evaluate.Aggregate;
import io.unmask.evaluate.Sample;
import io.unmask.evaluate.ScoredVideo;
import io.unmask.evaluate.Scores;
import io.unmask.evaluate.Tally;
import io.unmask.weights.TensorData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Metrics of labels with scores, or with logits of two classes; where videos are given, of these too. Every
 * entry is computed by its name, so levels in names ({@code tpr_at_fpr_0.02}) may vary.
 */
@AutoService(ConformCase.class)
public final class ScoreCase implements ConformCase {
    private static final List<Aggregate> OFFICIAL = List.of(Aggregate.MEAN, Aggregate.MEDIAN, Aggregate.MAX);
    private static final String OUTPUT = "output.";
    private static final String FRAME = "frame_";
    private static final String VIDEO = "video_";

    @Override
    public boolean handles(Fixture fixture) {
        return fixture.area().equals("metrics")
                && fixture.has("input.label")
                && (fixture.has("input.score") || fixture.has("input.logits"))
                && fixture.names(OUTPUT + "boot").isEmpty();
    }

    @Override
    public void run(Fixture fixture, Comparison comparison) {
        boolean[] fake = labels(fixture.tensor("input.label"));
        Map<String, double[]> values = new LinkedHashMap<>();
        List<String> names = fixture.names(OUTPUT);
        if (fixture.has("input.logits")) {
            logits(fixture, fake, names, values);
        } else {
            Tally frames =
                    Sample.of(fixture.tensor("input.score").doubles(), fake).tally();
            names.forEach(name -> put(values, name, MetricByName.of(frames, metric(name, FRAME))));
            if (fixture.has("input.video")) {
                videos(fixture, fake, names, values);
            }
        }
        double tolerance = comparison.tolerance("output");
        values.forEach((name, value) -> comparison.compare(name, value, tolerance));
    }

    /** Fake is class 1. */
    static boolean[] labels(TensorData tensor) {
        double[] classes = tensor.doubles();
        boolean[] fake = new boolean[classes.length];
        for (int i = 0; i < fake.length; i++) {
            fake[i] = classes[i] == 1;
        }
        return fake;
    }

    private static String metric(String name, String level) {
        String metric = name.substring(OUTPUT.length());
        return metric.startsWith(level) ? metric.substring(level.length()) : metric;
    }

    private static void put(Map<String, double[]> values, String name, double[] value) {
        if (value.length > 0) {
            values.put(name, value);
        }
    }

    private static void logits(Fixture fixture, boolean[] fake, List<String> names, Map<String, double[]> values) {
        double[] logits = fixture.tensor("input.logits").doubles();
        double[] exact = new double[fake.length];
        double[] single = new double[fake.length];
        for (int i = 0; i < fake.length; i++) {
            exact[i] = 1 / (1 + Math.exp(logits[2 * i] - logits[2 * i + 1]));
            // Networks work in single precision, and what is equal there is a tie.
            single[i] = (float) exact[i];
        }
        Tally tally = Sample.of(single, fake).tally();
        names.forEach(name -> put(values, name, MetricByName.of(tally, metric(name, FRAME))));
        // Argmax asks which logit is larger, even where the probabilities round to one half.
        String accuracy = OUTPUT + "acc";
        if (fixture.has(accuracy)) {
            put(values, accuracy, MetricByName.of(Sample.of(exact, fake).tally(), "acc"));
        }
        if (fixture.has(OUTPUT + "prob")) {
            values.put(OUTPUT + "prob", single);
        }
    }

    private static void videos(Fixture fixture, boolean[] fake, List<String> names, Map<String, double[]> values) {
        Scores scores = scores(fixture, fake);
        boolean[] labels = new boolean[scores.videos().size()];
        double[] ids = new double[labels.length];
        double[] classes = new double[labels.length];
        for (int v = 0; v < labels.length; v++) {
            ScoredVideo video = scores.videos().get(v);
            labels[v] = video.label() == Label.FAKE;
            ids[v] = Double.parseDouble(video.video());
            classes[v] = video.label().index();
        }
        Map<String, double[]> columns = new LinkedHashMap<>(Map.of("id", ids, "label", classes));
        for (Aggregate aggregate : OFFICIAL) {
            double[] aggregated = scores.videoScores(aggregate);
            columns.put("score_" + aggregate.label(), aggregated);
            Tally tally = Sample.of(aggregated, labels).tally();
            String suffix = aggregate == Aggregate.MEAN ? "" : "_" + aggregate.label();
            for (String name : names) {
                if (name.startsWith(OUTPUT + VIDEO) && name.endsWith(suffix)) {
                    String metric = metric(name, VIDEO);
                    put(values, name, MetricByName.of(tally, metric.substring(0, metric.length() - suffix.length())));
                }
            }
        }
        columns.forEach((column, value) -> {
            if (fixture.has(OUTPUT + VIDEO + column)) {
                values.put(OUTPUT + VIDEO + column, value);
            }
        });
    }

    private static Scores scores(Fixture fixture, boolean[] fake) {
        long[] video = fixture.tensor("input.video").longs();
        float[] score = fixture.tensor("input.score").floats();
        Scores.Builder builder = new Scores.Builder();
        List<Integer> frames = new ArrayList<>();
        for (int row = 0; row < fake.length; row++) {
            int index = builder.videoIndex(new ScoredVideo(
                    "fixture",
                    "",
                    Compression.RAW,
                    Long.toString(video[row]),
                    List.of(),
                    fake[row] ? Label.FAKE : Label.REAL));
            while (frames.size() <= index) {
                frames.add(0);
            }
            builder.add(index, frames.set(index, frames.get(index) + 1), score[row]);
        }
        return builder.build();
    }
}
