package io.unmask.data.load;

import io.unmask.data.FaceRegion;
import io.unmask.data.HostBatch;
import io.unmask.data.HostBatch.SampleRef;
import io.unmask.data.Landmarks;
import io.unmask.data.Needs;
import io.unmask.data.Sample;
import io.unmask.media.Image;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts samples side by side into a batch.
 *
 * @param settings the side, and what comes beside picture and label
 */
public record Collator(LoaderSettings settings) {
    /** Pixels around the points of a region, as in Locate-and-Verify (datasets/util.py). */
    private static final int REGION_MARGIN = 5;

    /**
     * The batch.
     *
     * @param refs which samples they are
     * @param samples the samples in the same order, at the side of the batch; of a clip all frames, one after another
     */
    public HostBatch batch(List<SampleRef> refs, List<Sample> samples) {
        int side = settings.sidePixels();
        int area = side * side;
        Needs needs = settings.needs();
        byte[] pixels = new byte[samples.size() * area * 3];
        int secondSide = needs.secondSide() == null ? 0 : needs.secondSide();
        int secondArea = secondSide == 0 ? area : secondSide * secondSide;
        byte[] second = needs.second() ? new byte[samples.size() * secondArea * 3] : null;
        byte[] masks = needs.masks() ? new byte[samples.size() * area] : null;
        byte[] regions = needs.region() != null ? new byte[samples.size() * area] : null;
        int clipFrames = settings.clip() == null ? 0 : settings.clip().frames();
        int each = Math.max(1, clipFrames);
        int[] labels = new int[samples.size() / each];
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            labels[i / each] = sample.label().index();
            copy(sample.image(), pixels, i);
            copy(secondSide == 0 ? sample.second() : sample.companion(), second, i);
            copy(region(sample), regions, i);
            Image mask = sample.mask();
            if (masks != null && mask != null) {
                blackOrWhite(mask.pixels(), masks, i * area);
            }
        }
        return new HostBatch(side, pixels, labels, masks, regions, second, List.copyOf(refs), clipFrames, secondSide);
    }

    private @Nullable Image region(Sample sample) {
        FaceRegion region = settings.needs().region();
        Landmarks points = sample.landmarks();
        return region == null || points == null
                ? null
                : region.mask(points, settings.sidePixels(), settings.sidePixels(), REGION_MARGIN);
    }

    private static void copy(@Nullable Image from, byte @Nullable [] to, int place) {
        if (from != null && to != null) {
            byte[] bytes = from.pixels();
            System.arraycopy(bytes, 0, to, place * bytes.length, bytes.length);
        }
    }

    private static void blackOrWhite(byte[] mask, byte[] masks, int start) {
        for (int i = 0; i < mask.length; i++) {
            // The upper half, 128..255, is negative as a byte.
            masks[start + i] = (byte) (mask[i] < 0 ? 255 : 0);
        }
    }
}
