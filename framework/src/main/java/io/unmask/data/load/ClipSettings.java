package io.unmask.data.load;

import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Clip;
import io.unmask.random.RandomStream;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How frames are taken from a video for a detector that looks at several at once: the block {@code data.clip}. Frames are
 * counted in those that the data source gives. A video that is too short begins again from its first frame.
 *
 * @param frames of a clip
 * @param stride from one frame to the next, in frames of the source
 * @param largestStride the same at most, in training
 * @param clipsPerVideo clips whose scores are averaged in evaluation
 */
@Doc(
        "Clips of videos, for detectors that look at several frames at once; the defaults are ours, as papers seldom say theirs."
                + " Training sees one clip of each video an epoch, drawn anew, all its frames augmented alike.")
public record ClipSettings(
        @Doc("Frames of a clip. A video of fewer is repeated from its start.") @Default("16")
        int frames,

        @Doc("Frames of the source from one frame of a clip to the next; in training, the smallest step.") @Default("1")
        int stride,

        @Doc(
                "The largest step in training: each clip draws its own from stride to this, as far as the video is long enough.")
        @Default("4")
        int largestStride,

        @Doc(
                "Clips of a video that evaluation scores: from its start to its end at even distances, fewer if it is short.")
        @Default("5")
        int clipsPerVideo) {
    private static final int MOST = 1024;

    /** Checks the numbers. */
    public ClipSettings {
        Check.that(frames > 1 && frames <= MOST, "frames", frames, "must be from 2 to " + MOST);
        Check.that(stride > 0 && stride <= MOST, "stride", stride, "must be from 1 to " + MOST);
        Check.that(
                largestStride >= stride && largestStride <= MOST,
                "largestStride",
                largestStride,
                "must be from stride, which is " + stride + ", to " + MOST);
        Check.that(
                clipsPerVideo > 0 && clipsPerVideo <= MOST,
                "clipsPerVideo",
                clipsPerVideo,
                "must be from 1 to " + MOST);
    }

    /** Frames of the source from the first to the last of a clip, both counted. */
    private int span(int step) {
        return (frames - 1) * step + 1;
    }

    private int[] from(int start, int step, int available) {
        return IntStream.range(0, frames)
                .map(i -> (start + i * step) % available)
                .toArray();
    }

    /**
     * Positions of a training clip's frames.
     *
     * @param available frames of the video
     * @param random the clip's own stream
     */
    public int[] drawn(int available, RandomStream random) {
        int largest = largestStride;
        while (largest > stride && span(largest) > available) {
            largest--;
        }
        int step = random.integer(stride, largest);
        return from(random.integer(0, Math.max(0, available - span(step))), step, available);
    }

    /**
     * Positions of an evaluation clip's frames.
     *
     * @param start one of {@link #starts}
     * @param available frames of the video
     */
    public int[] at(int start, int available) {
        return from(start, stride, available);
    }

    /**
     * Where evaluation's clips begin: at even distances from the first frame to the last start that leaves a whole clip,
     * rounded down, each once; the middle for a single clip.
     *
     * @param available frames of the video
     */
    public int[] starts(int available) {
        int room = Math.max(0, available - span(stride));
        return clipsPerVideo == 1
                ? new int[] {room / 2}
                : IntStream.range(0, clipsPerVideo)
                        .map(i -> i * room / (clipsPerVideo - 1))
                        .distinct()
                        .toArray();
    }

    /** Clips that evaluation scores of these videos. */
    public int scored(List<Clip> videos) {
        return videos.stream()
                .mapToInt(video ->
                        video.frames().isEmpty() ? 0 : starts(video.frames().size()).length)
                .sum();
    }
}
