package io.unmask.data.load;

import io.unmask.config.Check;
import io.unmask.data.Needs;
import io.unmask.media.Interpolation;
import org.jspecify.annotations.Nullable;

/**
 * How a loader makes batches.
 *
 * @param sidePixels side of the square pictures
 * @param interpolation how pictures are resampled to that side
 * @param batchSize pictures a batch
 * @param lastBatch what becomes of an incomplete last training batch; evaluation keeps every picture
 * @param unreadable what to do with a picture that cannot be read
 * @param needs what is loaded beside picture and label
 * @param workers threads; the result does not depend on it
 * @param batchesAhead batches made ahead of the consumer, which bounds the memory
 * @param clip how frames are taken from a video; null for samples of single frames
 */
public record LoaderSettings(
        int sidePixels,
        Interpolation interpolation,
        int batchSize,
        LastBatch lastBatch,
        Unreadable unreadable,
        Needs needs,
        int workers,
        int batchesAhead,
        @Nullable ClipSettings clip) {
    private static final int USUAL_BATCHES_AHEAD = 4;

    /** Checks the numbers. */
    public LoaderSettings {
        Check.that(sidePixels > 0, "sidePixels", sidePixels, "must be above 0");
        Check.that(batchSize > 0, "batchSize", batchSize, "must be above 0");
        Check.that(workers > 0, "workers", workers, "must be above 0");
        Check.that(batchesAhead > 0, "batchesAhead", batchesAhead, "must be above 0");
        Check.that(
                clip == null || needs.equals(Needs.NOTHING), "needs", needs, "must be nothing where samples are clips");
    }

    /** What becomes of an incomplete last training batch. */
    public enum LastBatch {
        /** Left out if there is a whole one: batch normalisation on few pictures is noise. */
        DROP,
        /** Used. */
        KEEP
    }

    /** What to do with a picture that cannot be read. */
    public enum Unreadable {
        /** Stop with a message that names it. */
        ERROR,
        /** Leave it out, count and list it. */
        SKIP
    }

    /** The usual settings: best resampling, last batch dropped, unreadable pictures an error, nothing beside picture and label. */
    public static LoaderSettings of(int sidePixels, int batchSize, int workers) {
        return new LoaderSettings(
                sidePixels,
                Interpolation.AUTO,
                batchSize,
                LastBatch.DROP,
                Unreadable.ERROR,
                Needs.NOTHING,
                workers,
                USUAL_BATCHES_AHEAD,
                null);
    }

    /** With what a detector needs beside picture and label. */
    public LoaderSettings with(Needs extras) {
        return new LoaderSettings(
                sidePixels, interpolation, batchSize, lastBatch, unreadable, extras, workers, batchesAhead, clip);
    }

    /** With another rule for the last training batch. */
    public LoaderSettings with(LastBatch rule) {
        return new LoaderSettings(
                sidePixels, interpolation, batchSize, rule, unreadable, needs, workers, batchesAhead, clip);
    }

    /** With another rule for pictures that cannot be read. */
    public LoaderSettings with(Unreadable rule) {
        return new LoaderSettings(
                sidePixels, interpolation, batchSize, lastBatch, rule, needs, workers, batchesAhead, clip);
    }

    /** With samples of several frames, or of single ones. */
    public LoaderSettings with(@Nullable ClipSettings clips) {
        return new LoaderSettings(
                sidePixels, interpolation, batchSize, lastBatch, unreadable, needs, workers, batchesAhead, clips);
    }
}
