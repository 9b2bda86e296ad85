package io.unmask.experiments.predict;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture or video with its scores.
 *
 * @param file which
 * @param video whether it is a video
 * @param framesPerSecond of a video; 0 where not known, and for pictures
 * @param lookedAt frames that were looked at, those without a face among them
 * @param crops the faces that were found, in order
 * @param frames the scored ones, in order: all of them, or for a detector of clips those that begin a clip
 * @param score of the file, by the aggregate; NaN without a scored frame
 * @param probability of being fake, by the calibration; NaN where there is none
 * @param problem why it has no score, or no complete one; null where there is nothing to say
 */
record ScoredFile(
        Path file,
        boolean video,
        double framesPerSecond,
        int lookedAt,
        List<Crop> crops,
        List<ScoredFrame> frames,
        double score,
        double probability,
        @Nullable String problem) {
    ScoredFile {
        crops = List.copyOf(crops);
        frames = List.copyOf(frames);
    }

    /** A file that could not be scored. */
    static ScoredFile unscored(Path file, boolean video, int lookedAt, String problem) {
        return new ScoredFile(file, video, 0, lookedAt, List.of(), List.of(), Double.NaN, Double.NaN, problem);
    }

    /** The same without the pictures, which take memory. */
    ScoredFile withoutPictures() {
        List<ScoredFrame> bare = frames.stream()
                .map(frame -> new ScoredFrame(frame.crop().withoutPicture(), frame.score(), frame.probability()))
                .toList();
        List<Crop> bareCrops = crops.stream().map(Crop::withoutPicture).toList();
        return new ScoredFile(file, video, framesPerSecond, lookedAt, bareCrops, bare, score, probability, problem);
    }

    boolean isScored() {
        return !frames.isEmpty();
    }

    /** Frames with the highest scores, most suspicious first. */
    List<ScoredFrame> mostSuspicious(int count) {
        return frames.stream()
                .sorted(Comparator.comparing(ScoredFrame::score).reversed().thenComparing(ScoredFrame::number))
                .limit(count)
                .toList();
    }
}
