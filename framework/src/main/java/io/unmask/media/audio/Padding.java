package io.unmask.media.audio;

/** What stands before the first and after the last sample of a sound when frames are centred on their times. */
public enum Padding {
    /** Silence, as librosa from 0.10 on. */
    ZEROS,
    /** The sound mirrored at its first and last sample, which are not repeated; as librosa before 0.10. */
    REFLECT,
    /** The first and the last sample again and again. */
    EDGE;

    /** The sample at a place that may lie outside; {@code length} is at least 1. */
    double at(float[] samples, int place) {
        int length = samples.length;
        if (place >= 0 && place < length) {
            return samples[place];
        }
        return switch (this) {
            case ZEROS -> 0;
            case EDGE -> samples[place < 0 ? 0 : length - 1];
            case REFLECT -> samples[mirrored(place, length)];
        };
    }

    private static int mirrored(int place, int length) {
        if (length == 1) {
            return 0;
        }
        int period = 2 * (length - 1);
        int inside = Math.floorMod(place, period);
        return inside < length ? inside : period - inside;
    }
}
