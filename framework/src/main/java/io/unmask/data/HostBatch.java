package io.unmask.data;

import io.unmask.media.Image;
import io.unmask.media.Interpolation;
import io.unmask.media.Resampling;
import java.util.Arrays;
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
 * @param second N · side · side · 3 bytes as in pixels, the second picture of each sample, or of the side
 *     {@code secondSide}; null unless asked for
 * @param samples which samples these are, in the order of the pictures
 * @param clipFrames frames of each sample, whose pictures then stand one after another in pixels; 0 where samples are
 *     single pictures
 * @param secondSide side of second pictures that show something else; 0 where they are aligned with the first, or not there
 */
public record HostBatch(
        int sidePixels,
        byte[] pixels,
        int[] labels,
        byte @Nullable [] masks,
        byte @Nullable [] regions,
        byte @Nullable [] second,
        List<SampleRef> samples,
        int clipFrames,
        int secondSide) {
    /** A batch of pictures and labels alone. */
    public HostBatch(int sidePixels, byte[] pixels, int[] labels, List<SampleRef> samples) {
        this(sidePixels, pixels, labels, null, null, null, samples, 0, 0);
    }

    /** Number of samples: of pictures, or of clips. */
    public int size() {
        return labels.length;
    }

    /** Number of pictures: of each frame of every clip. */
    public int pictures() {
        return size() * Math.max(1, clipFrames);
    }

    /** The picture or clip at a position as a batch of its own, with all that belongs to it. */
    public HostBatch only(int position) {
        int area = sidePixels * sidePixels;
        return new HostBatch(
                sidePixels,
                part(pixels, position, 3 * area * Math.max(1, clipFrames)),
                new int[] {labels[position]},
                masks == null ? null : part(masks, position, area),
                regions == null ? null : part(regions, position, area),
                second == null ? null : part(second, position, second.length / size()),
                List.of(samples.get(position)),
                clipFrames,
                secondSide);
    }

    /** The picture at a position; of a clip its first frame. */
    public Image picture(int position) {
        int length = 3 * sidePixels * sidePixels;
        int first = position * Math.max(1, clipFrames);
        return new Image(sidePixels, sidePixels, 3, part(pixels, first, length));
    }

    /** The pictures, and second pictures, at another side; without masks and regions. */
    public HostBatch resized(int side) {
        return side == sidePixels
                ? this
                : new HostBatch(
                        side,
                        resized(pixels, side),
                        labels,
                        null,
                        null,
                        second == null || secondSide != 0 ? second : resized(second, side),
                        samples,
                        clipFrames,
                        secondSide);
    }

    private byte[] resized(byte[] pictures, int side) {
        int length = 3 * sidePixels * sidePixels;
        byte[] all = new byte[pictures() * 3 * side * side];
        for (int i = 0; i < pictures(); i++) {
            Image picture = new Image(sidePixels, sidePixels, 3, part(pictures, i, length));
            byte[] other =
                    Resampling.resize(picture, side, side, Interpolation.AUTO).pixels();
            System.arraycopy(other, 0, all, i * other.length, other.length);
        }
        return all;
    }

    private static byte[] part(byte[] all, int position, int length) {
        return Arrays.copyOfRange(all, position * length, (position + 1) * length);
    }

    /**
     * One scored picture or clip.
     *
     * @param clip the video it is from
     * @param frame position of the frame, or of the first of several, in the video's list
     */
    public record SampleRef(Clip clip, int frame) {}
}
