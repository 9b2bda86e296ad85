package io.unmask.evaluate;

import io.unmask.config.BadInputException;
import io.unmask.data.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins the scores that several detectors gave the same videos, one detector for the faces and another for the sound, say.
 * Videos are the same if data set, method and name are, whatever their compression: sound is not compressed along. A video
 * is fake if any detector's copy of it is.
 *
 * @param rule how scores become one
 * @param missing what becomes of videos that some detector has not scored
 * @param aggregate how a detector's frames or clips become its score of a video
 * @param ridge penalty of stacking, see {@link LogisticRegression}
 */
public record LateFusion(Rule rule, Missing missing, Aggregate aggregate, double ridge) {
    private static final double SMALLEST = 0x1.0p-23;

    /** How scores become one. */
    public enum Rule {
        /** Their mean. */
        MEAN,
        /** The mean of their log-odds, as a probability. */
        LOG_ODDS_MEAN,
        /** A logistic regression on their log-odds, fitted on validation scores. */
        STACKING
    }

    /** What becomes of videos that some detector has not scored. */
    public enum Missing {
        /** A message that names one. */
        ERROR,
        /** They are left out. */
        SKIP,
        /** The detectors that scored them decide; stacking then has a regression of theirs alone. */
        PRESENT
    }

    /** A video with what each detector says of it; NaN where one says nothing. */
    private record Row(ScoredVideo video, double[] scores) {
        boolean isWhole() {
            return Arrays.stream(scores).noneMatch(Double::isNaN);
        }

        List<Integer> present() {
            List<Integer> present = new ArrayList<>();
            for (int i = 0; i < scores.length; i++) {
                if (!Double.isNaN(scores[i])) {
                    present.add(i);
                }
            }
            return present;
        }
    }

    /**
     * The joint scores, a row a video.
     *
     * @param test of each detector
     * @param validation of each detector, of other videos; read by stacking alone, and may be empty otherwise
     * @throws BadInputException if a video is missing where none may be, a score is none of 0..1, nothing is left, or there
     *     is nothing to fit a regression on
     */
    public Scores join(List<Scores> test, List<Scores> validation) {
        Map<List<Integer>, LogisticRegression> fitted = new HashMap<>();
        List<Row> learnt = rule == Rule.STACKING ? rows(validation) : List.of();
        Scores.Builder joined = new Scores.Builder();
        int count = 0;
        for (Row row : rows(test)) {
            if (!row.isWhole() && missing == Missing.ERROR) {
                throw new BadInputException("video " + row.video.key() + ": scored by "
                        + row.present().size() + " of " + row.scores.length
                        + " detectors; skip such videos, or let the detectors decide that are present");
            }
            if (row.isWhole() || missing == Missing.PRESENT) {
                List<Integer> present = row.present();
                LogisticRegression stacked =
                        rule == Rule.STACKING ? fitted.computeIfAbsent(present, these -> fit(learnt, these)) : null;
                joined.add(row.video, 0, (float) joined(row, present, stacked));
                count++;
            }
        }
        if (count == 0) {
            throw new BadInputException(
                    "no video was scored by all detectors: the same data sets, methods and names are" + " needed");
        }
        return joined.build();
    }

    private double joined(Row row, List<Integer> present, @Nullable LogisticRegression stacked) {
        double[] scores = present.stream().mapToDouble(i -> row.scores[i]).toArray();
        if (stacked != null) {
            return stacked.probability(logOdds(row, present));
        }
        return (rule == Rule.LOG_ODDS_MEAN ? Aggregate.LOG_ODDS_MEAN : Aggregate.MEAN).of(scores);
    }

    private static double[] logOdds(Row row, List<Integer> present) {
        return present.stream()
                .mapToDouble(i -> {
                    double held = Math.max(SMALLEST, Math.min(1 - SMALLEST, row.scores[i]));
                    return Math.log(held / (1 - held));
                })
                .toArray();
    }

    /** The regression of some detectors, on the videos that all of them have scored. */
    private LogisticRegression fit(List<Row> rows, List<Integer> present) {
        List<Row> whole =
                rows.stream().filter(row -> row.present().containsAll(present)).toList();
        double[] targets =
                whole.stream().mapToDouble(row -> row.video.label().index()).toArray();
        double fakes = Arrays.stream(targets).sum();
        if (fakes == 0 || fakes == targets.length) {
            throw new BadInputException("stacking: needs validation videos of both classes that the same detectors have"
                    + " scored, found " + (int) fakes + " fakes among " + targets.length);
        }
        double[][] features = whole.stream().map(row -> logOdds(row, present)).toArray(double[][]::new);
        return LogisticRegression.fit(features, targets, ridge);
    }

    /** The videos of all detectors, in the order in which they first come. */
    private List<Row> rows(List<Scores> detectors) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (int d = 0; d < detectors.size(); d++) {
            List<ScoredVideo> videos = detectors.get(d).videos();
            double[] scores = detectors.get(d).videoScores(aggregate);
            for (int v = 0; v < scores.length; v++) {
                ScoredVideo video = videos.get(v);
                if (!(scores[v] >= 0 && scores[v] <= 1)) {
                    throw new BadInputException(
                            "video " + video.key() + ": scores from 0 to 1 can be joined, found " + scores[v]);
                }
                String key = video.dataset() + "/" + video.method() + "/" + video.video();
                Row row = rows.get(key);
                double[] all = row == null ? new double[detectors.size()] : row.scores;
                if (row == null) {
                    Arrays.fill(all, Double.NaN);
                } else if (!Double.isNaN(all[d])) {
                    throw new BadInputException("video " + key
                            + ": scored at several compression levels by one detector;" + " join one level at a time");
                }
                all[d] = scores[v];
                rows.put(key, new Row(row == null ? video : both(row.video, video), all));
            }
        }
        return List.copyOf(rows.values());
    }

    private static ScoredVideo both(ScoredVideo first, ScoredVideo second) {
        Set<String> people = new LinkedHashSet<>(first.identities());
        people.addAll(second.identities());
        boolean fake = first.label() == Label.FAKE || second.label() == Label.FAKE;
        return new ScoredVideo(
                first.dataset(),
                first.method(),
                first.compression(),
                first.video(),
                List.copyOf(people),
                fake ? Label.FAKE : Label.REAL);
    }
}
