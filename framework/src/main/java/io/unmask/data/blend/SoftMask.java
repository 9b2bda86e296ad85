package io.unmask.data.blend;

import io.unmask.media.Filters;
import io.unmask.media.Interpolation;
import io.unmask.media.Plane;
import io.unmask.media.Resampling;
import io.unmask.random.RandomStream;

/** Turns a mask with hard edges into blending weights: eroded, then blurred, both by random amounts. */
final class SoftMask {
    private static final int SMALLEST_SIDE = 192;
    private static final int LARGEST_SIDE = 256;
    private static final int LARGEST_HALF_KERNEL = 12;
    private static final int SMALLEST_SIGMA = 5;
    private static final int LARGEST_SIGMA = 45;
    /** A blur of ones gives 1 up to the rounding of its weights; the next value that means "edge" is far below. */
    private static final float ONE = 1 - 1e-5f;

    private SoftMask() {}

    /**
     * Weights 0..1 with 1 as their maximum, of the size of the mask.
     *
     * @param mask 0..1; an empty one stays empty
     */
    static Plane of(Plane mask, RandomStream random) {
        int height = random.integer(SMALLEST_SIDE, LARGEST_SIDE);
        int width = random.integer(SMALLEST_SIDE, LARGEST_SIDE);
        int firstKernel = 2 * random.integer(2, LARGEST_HALF_KERNEL) + 1;
        int secondKernel = 2 * random.integer(2, LARGEST_HALF_KERNEL) + 1;
        int sigma = random.integer(SMALLEST_SIGMA, LARGEST_SIGMA);
        Plane soft = Resampling.resize(mask, width, height, Interpolation.LINEAR);
        soft = keepOnes(toMaximumOne(Filters.gaussianBlur(soft, firstKernel, 0)));
        soft = toMaximumOne(Filters.gaussianBlur(soft, secondKernel, sigma));
        return Resampling.resize(soft, mask.width(), mask.height(), Interpolation.LINEAR);
    }

    private static Plane toMaximumOne(Plane plane) {
        float max = plane.max();
        return max > 0 ? map(plane, v -> v / max) : plane;
    }

    private static Plane keepOnes(Plane plane) {
        return map(plane, v -> v >= ONE ? 1 : 0);
    }

    private interface FloatMap {
        float of(float value);
    }

    private static Plane map(Plane plane, FloatMap map) {
        float[] values = new float[plane.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = map.of(plane.values()[i]);
        }
        return new Plane(plane.width(), plane.height(), values);
    }
}
