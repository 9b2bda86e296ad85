package io.unmask.evaluate;

import io.unmask.config.BadInputException;
import io.unmask.data.Label;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The scores of one test set: a row a frame, in columns. A row holds the number of its video, the number of
 * its frame and its score, 12 bytes in all, so ten million rows take 120 MB; names, identities and label
 * are kept once a video and so cannot disagree within one.
 */
public final class Scores {
    private final List<ScoredVideo> videos;
    private final int[] video;
    private final int[] frame;
    private final float[] score;

    private Scores(List<ScoredVideo> videos, int[] video, int[] frame, float[] score) {
        this.videos = videos;
        this.video = video;
        this.frame = frame;
        this.score = score;
    }

    /**
     * Reads {@code scores/<set>.csv.gz}.
     *
     * @throws BadInputException if the file is missing, truncated or malformed; the message names file and line
     */
    public static Scores read(Path file) {
        return ScoresFile.read(file);
    }

    /** Writes {@code scores/<set>.csv.gz}, whole or not at all; equal scores give equal bytes. */
    public void write(Path file) {
        ScoresFile.write(this, file);
    }

    /** Number of rows: scored frames. */
    public int size() {
        return score.length;
    }

    /** The videos, in the order of their first rows. */
    public List<ScoredVideo> videos() {
        return videos;
    }

    /** Position in {@link #videos} of the video of a row. */
    public int videoIndex(int row) {
        return video[row];
    }

    /** The video of a row. */
    public ScoredVideo video(int row) {
        return videos.get(video[row]);
    }

    /** The frame number of a row in its video. */
    public int frame(int row) {
        return frame[row];
    }

    /** The score of a row: the probability, 0..1, that the frame is fake. */
    public float score(int row) {
        return score[row];
    }

    /** The label of a row. */
    public Label label(int row) {
        return video(row).label();
    }

    /** The score of every video, in the order of {@link #videos}. */
    public double[] videoScores(Aggregate aggregate) {
        int[] frames = new int[videos.size()];
        for (int v : video) {
            frames[v]++;
        }
        double[][] byVideo = new double[frames.length][];
        Arrays.setAll(byVideo, v -> new double[frames[v]]);
        int[] filled = new int[frames.length];
        for (int row = 0; row < score.length; row++) {
            byVideo[video[row]][filled[video[row]]++] = score[row];
        }
        double[] result = new double[frames.length];
        Arrays.setAll(result, v -> aggregate.of(byVideo[v]));
        return result;
    }

    /** True if some video has more than one frame, so that frame and video level differ. */
    public boolean hasSeveralFramesAVideo() {
        return score.length > videos.size();
    }

    /** Collects rows; not for several threads at once. */
    public static final class Builder {
        private static final int FIRST_CAPACITY = 1024;

        private final List<ScoredVideo> videos = new ArrayList<>();
        private final Map<ScoredVideo, Integer> indexOf = new HashMap<>();
        private final Map<String, ScoredVideo> byKey = new HashMap<>();
        private int[] video = new int[FIRST_CAPACITY];
        private int[] frame = new int[FIRST_CAPACITY];
        private float[] score = new float[FIRST_CAPACITY];
        private int size;

        /**
         * The number of a video, a new one if it was not seen before.
         *
         * @throws BadInputException if a video of the same key had another label or other identities
         */
        public int videoIndex(ScoredVideo added) {
            Integer known = indexOf.get(added);
            if (known != null) {
                return known;
            }
            ScoredVideo other = byKey.putIfAbsent(added.key(), added);
            if (other != null) {
                throw new BadInputException("video " + added.key() + " is " + added.label() + " of "
                        + added.identities() + " here and " + other.label() + " of " + other.identities()
                        + " before; frames of one video must share label and identities");
            }
            indexOf.put(added, videos.size());
            videos.add(added);
            return videos.size() - 1;
        }

        /** Adds a row; see {@link #add(int, int, float)}. */
        public Builder add(ScoredVideo added, int frameNumber, float fakeScore) {
            return add(videoIndex(added), frameNumber, fakeScore);
        }

        /**
         * Adds a row.
         *
         * @param videoIndex from {@link #videoIndex}
         * @param frameNumber number of the frame in its video
         * @param fakeScore probability of being fake; NaN and infinity are kept, evaluation refuses them
         */
        public Builder add(int videoIndex, int frameNumber, float fakeScore) {
            if (size == score.length) {
                int capacity = Math.addExact(size, size / 2);
                video = Arrays.copyOf(video, capacity);
                frame = Arrays.copyOf(frame, capacity);
                score = Arrays.copyOf(score, capacity);
            }
            video[size] = videoIndex;
            frame[size] = frameNumber;
            score[size++] = fakeScore;
            return this;
        }

        /**
         * The scores in the order they were added.
         *
         * @throws BadInputException if a frame was scored twice
         */
        public Scores build() {
            requireFramesOnce();
            return new Scores(
                    List.copyOf(videos),
                    Arrays.copyOf(video, size),
                    Arrays.copyOf(frame, size),
                    Arrays.copyOf(score, size));
        }

        private void requireFramesOnce() {
            long[] keys = new long[size];
            Arrays.setAll(keys, row -> (long) video[row] << Integer.SIZE | (frame[row] & 0xffffffffL));
            Arrays.parallelSort(keys);
            for (int i = 1; i < size; i++) {
                if (keys[i] == keys[i - 1]) {
                    ScoredVideo twice = videos.get((int) (keys[i] >>> Integer.SIZE));
                    throw new BadInputException("frame " + (int) keys[i] + " of video " + twice.key()
                            + " is scored twice; every frame counts once");
                }
            }
        }
    }
}
