package io.unmask.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch as the loader hands it over, still in Java's memory.
 *
 * @param sidePixels side of the square pictures
 * @param pixels N · side · side · 3 bytes, NHWC, red green blue, 0..255
 * @param labels N class indices: 0 real, 1 fake
 * @param masks N · side · side bytes, 0 or 255; null when the data set has no masks
 * @param samples which samples these are, in the order of the pictures
 */
public record HostBatch(int sidePixels, byte[] pixels, int[] labels, byte @Nullable [] masks, List<SampleRef> samples) {
    /** Number of pictures. */
    public int size() {
        return labels.length;
    }

    /**
     * One scored picture.
     *
     * @param clip the clip it is from
     * @param frame position of the frame in the clip's list
     */
    public record SampleRef(Clip clip, int frame) {}
}
