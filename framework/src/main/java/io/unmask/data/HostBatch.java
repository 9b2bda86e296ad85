package io.unmask.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch as the loader hands it over, still in Java's memory.
 *
 * @param sidePixels side of the square pictures
 * @param pixels N · side · side · 3 bytes, NHWC, red green blue, 0..255
 * @param labels N class indices: 0 real, 1 fake
 * @param masks N · side · side bytes, 0 or 255; null unless asked for
 * @param regions N · side · side bytes, 0 or 255, the part of the face asked for; null unless asked for
 * @param second N · side · side · 3 bytes as in pixels, the second picture of each sample; null unless asked for
 * @param samples which samples these are, in the order of the pictures
 */
public record HostBatch(
        int sidePixels,
        byte[] pixels,
        int[] labels,
        byte @Nullable [] masks,
        byte @Nullable [] regions,
        byte @Nullable [] second,
        List<SampleRef> samples) {
    /** A batch of pictures and labels alone. */
    public HostBatch(int sidePixels, byte[] pixels, int[] labels, List<SampleRef> samples) {
        this(sidePixels, pixels, labels, null, null, null, samples);
    }

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
