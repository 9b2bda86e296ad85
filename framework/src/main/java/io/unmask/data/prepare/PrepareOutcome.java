package io.unmask.data.prepare;

import java.util.List;

/**
 * What a preparation came to.
 *
 * @param videos of the data set, or of this share of it
 * @param kept of them, there from an earlier run
 * @param crops pictures in the packs of the whole data set; of a compression, videos made
 * @param skippedFrames chosen frames without a crop
 * @param leftOut videos without crops
 * @param complete whether every share is there, so that tables and manifest were written
 */
public record PrepareOutcome(
        int videos, int kept, long crops, long skippedFrames, List<LeftOut> leftOut, boolean complete) {
    static PrepareOutcome ofShard(int videos, int kept, List<LeftOut> leftOut) {
        return new PrepareOutcome(videos, kept, 0, 0, leftOut, false);
    }

    /** Whether anything had to be left out. */
    public boolean isPartial() {
        return !leftOut.isEmpty() || skippedFrames > 0;
    }
}
