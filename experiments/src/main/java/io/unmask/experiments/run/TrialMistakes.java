package io.unmask.experiments.run;

import io.unmask.config.Setting;
import io.unmask.data.Clip;
import io.unmask.data.HostBatch;
import io.unmask.data.HostBatch.SampleRef;
import io.unmask.data.Label;
import io.unmask.evaluate.DecisionThreshold;
import io.unmask.evaluate.ScoredVideo;
import io.unmask.evaluate.Scores;
import io.unmask.experiments.store.TrialFolder;
import io.unmask.files.WholeFile;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import io.unmask.media.Interpolation;
import io.unmask.media.Resampling;
import io.unmask.report.OverlaySheet;
import io.unmask.train.Explainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The pictures of one test set that were most confidently misjudged, some of each class, one of a video. They are
 * gathered while the set is scored, so that a report needs no data set.
 */
final class TrialMistakes {
    /** Of each class. */
    static final int PICTURES = 6;

    private static final int LARGEST_SIDE = 128;
    private static final int JPEG_QUALITY = 92;

    private final int sidePixels;
    private final List<Mistake> fakes = new ArrayList<>();
    private final List<Mistake> reals = new ArrayList<>();

    /** Which of two mistakes is worse. Of equal scores the names decide: the order of batches does not matter. */
    private record Rank(float wrong, String video, int frame) implements Comparable<Rank> {
        @Override
        public int compareTo(Rank other) {
            return Comparator.comparing(Rank::wrong, Comparator.reverseOrder())
                    .thenComparing(Rank::video)
                    .thenComparing(Rank::frame)
                    .compare(this, other);
        }
    }

    /** The batch holds the one picture alone. */
    private record Mistake(Rank rank, SampleRef ref, float score, HostBatch batch) {}

    /** For a network that takes pictures of a side. */
    TrialMistakes(int sidePixels) {
        this.sidePixels = sidePixels;
    }

    /** Looks at a scored batch. Only what may be shown is copied. */
    void add(HostBatch batch, float[] scores) {
        for (int i = 0; i < scores.length; i++) {
            SampleRef ref = batch.samples().get(i);
            boolean fake = ref.clip().label() == Label.FAKE;
            boolean called = scores[i] > DecisionThreshold.DEFAULT;
            // NaN is no mistake of a detector that works; the evaluation refuses it.
            if (called != fake && !Float.isNaN(scores[i])) {
                float wrong = fake ? 1 - scores[i] : scores[i];
                Rank rank = new Rank(wrong, ref.clip().key(), ref.frame());
                offer(fake ? fakes : reals, rank, batch, i, scores[i]);
            }
        }
    }

    private static void offer(List<Mistake> worst, Rank rank, HostBatch batch, int position, float score) {
        Mistake leaves = null;
        for (Mistake other : worst) {
            leaves = other.rank().video().equals(rank.video()) ? other : leaves;
        }
        if (leaves == null && worst.size() == PICTURES) {
            leaves = worst.get(worst.size() - 1);
        }
        if (leaves == null || rank.compareTo(leaves.rank()) < 0) {
            worst.remove(leaves);
            worst.add(new Mistake(rank, batch.samples().get(position), score, batch.only(position)));
            worst.sort(Comparator.comparing(Mistake::rank));
        }
    }

    private static Image small(Image whole) {
        return whole.width() <= LARGEST_SIDE
                ? whole
                : Resampling.resize(whole, LARGEST_SIDE, LARGEST_SIDE, Interpolation.AUTO);
    }

    /**
     * Writes the pictures, each with where the detector looked, then their list: fakes first, the most confident first
     * within each class.
     */
    void write(TrialFolder folder, String set, Explainer explainer) {
        Scores.Builder list = new Scores.Builder();
        int number = 0;
        for (List<Mistake> worst : List.of(fakes, reals)) {
            for (Mistake mistake : worst) {
                Clip clip = mistake.ref().clip();
                HostBatch batch = mistake.batch().resized(sidePixels);
                Image picture = batch.picture(0);
                write(folder.mistake(set, ++number), picture);
                for (Explainer.Heat heat : explainer.of(batch)) {
                    write(
                            folder.explainedMistake(
                                    set, number, Setting.snakeCase(heat.kind().name())),
                            OverlaySheet.tinted(picture, heat.values()));
                }
                list.add(
                        ScoredVideo.of(clip),
                        clip.frames().get(mistake.ref().frame()).number(),
                        mistake.score());
            }
        }
        list.build().write(folder.mistakes(set));
    }

    private static void write(Path file, Image picture) {
        byte[] jpeg = ImageFiles.encodeJpeg(small(picture), JPEG_QUALITY);
        WholeFile.write(file, out -> out.write(jpeg));
    }
}
