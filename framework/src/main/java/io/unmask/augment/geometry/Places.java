package io.unmask.augment.geometry;

import io.unmask.data.Sample;
import io.unmask.media.Affine;
import io.unmask.media.Border;
import io.unmask.media.Box;
import io.unmask.media.Crops;
import io.unmask.media.Image;
import io.unmask.media.Interpolation;
import io.unmask.media.PointMap;
import io.unmask.media.Warps;
import java.util.Arrays;

/**
 * A change of places of a whole sample: picture, second picture, mask and landmarks move alike.
 *
 * @param forward where each point goes
 * @param source where each pixel of the result comes from: the way back
 * @param width columns of the result
 * @param height rows of the result
 */
public record Places(PointMap forward, PointMap source, int width, int height) {
    /**
     * The moved sample, sampled as Pillow does; a mask takes the nearest pixel and is 0 outside.
     *
     * @param how NEAREST or LINEAR, for pictures
     * @param fill the level of what comes in from outside, 0..255
     */
    public Sample warp(Sample sample, Interpolation how, int fill) {
        return sample.moved(
                picture -> Warps.warp(picture, source, width, height, how, fill),
                mask -> Warps.warp(mask, source, width, height, Interpolation.NEAREST, 0),
                forward);
    }

    /** A window of a sample; a mask is 0 outside where the picture is black or filled. */
    static Sample window(Sample sample, Box box, Border border, int fill) {
        return sample.moved(
                picture -> window(picture, box, border, fill),
                mask -> window(mask, box, border, 0),
                Affine.translation(-box.left(), -box.top()));
    }

    private static Image window(Image image, Box box, Border border, int fill) {
        byte[] fills = new byte[image.channels()];
        Arrays.fill(fills, (byte) fill);
        return Crops.window(image, box, border, fills);
    }
}
