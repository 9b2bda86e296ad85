package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import io.unmask.config.Check;

/**
 * Brings square maps of any side to one grid of {@code side} × {@code side} patches, as Locate and Verify does
 * ({@code model/LVNet.py} and {@code model/modules.py}). A map whose side is no multiple is first widened by repeating
 * its border: half of what is missing at the top and left, the rest at the bottom and right.
 *
 * @param side patches in a row
 */
public record PatchGrid(int side) {
    private static final int ROWS = 2;
    private static final int COLUMNS = 3;
    private static final int CHANNELS = 1;

    /** Guards the number. */
    public PatchGrid {
        Check.that(side > 0, "side", side, "must be above 0");
    }

    /** Pixels along a side of a patch, for a map of that side after widening. */
    public int window(int mapSide) {
        return (mapSide + side - 1) / side;
    }

    /** Largest value of each patch: (N, C, h, h) to (N, C, side, side). */
    public NDArray max(NDArray map) {
        return Pool.max(widened(map), window(sideOf(map)));
    }

    /**
     * Largest value of each patch of a mask that is not widened: patches of floor(h / side) pixels, so a rest at the
     * bottom and right is not seen. This is what the official {@code get_mask} does: of 299 pixels it sees 285.
     *
     * @param mask (N, 1, h, h), h at least the side
     * @return (N, 1, side', side'), side' the side unless so many patches fit in more often
     */
    public NDArray maxOfWhole(NDArray mask) {
        int window = sideOf(mask) / side;
        Check.that(window > 0, "mask", mask.getShape(), "must be at least " + side + " pixels wide");
        return Pool.max(mask, window);
    }

    /**
     * Multi-scale patch feature fusion (MPFF): how alike each pixel of a fine map and the patch of a coarse map around it
     * are, the sum over channels of tanh(fine · coarse). The pixels of a patch become channels, row by row.
     *
     * @param fine (N, C, h, h)
     * @param coarse (N, C, side, side)
     * @return (N, window(h)², side, side)
     */
    public NDArray alike(NDArray fine, NDArray coarse) {
        int window = window(sideOf(fine));
        long samples = fine.getShape().get(0);
        long channels = fine.getShape().get(CHANNELS);
        NDArray pixels = widened(fine).reshape(samples, channels, side, window, side, window);
        NDArray patches = coarse.reshape(samples, channels, side, 1, side, 1);
        return pixels.mul(patches)
                .tanh()
                .sum(new int[] {CHANNELS})
                .transpose(0, 2, 4, 1, 3)
                .reshape(samples, (long) window * window, side, side);
    }

    private NDArray widened(NDArray map) {
        int missing = window(sideOf(map)) * side - sideOf(map);
        return widened(widened(map, ROWS, missing), COLUMNS, missing);
    }

    private static NDArray widened(NDArray map, int axis, int missing) {
        if (missing == 0) {
            return map;
        }
        long last = map.getShape().get(axis) - 1;
        NDList parts = new NDList();
        for (int i = 0; i < missing / 2; i++) {
            parts.add(line(map, axis, 0));
        }
        parts.add(map);
        for (int i = missing / 2; i < missing; i++) {
            parts.add(line(map, axis, last));
        }
        return NDArrays.concat(parts, axis);
    }

    private static NDArray line(NDArray map, int axis, long at) {
        String range = at + ":" + (at + 1);
        return map.get(new NDIndex(axis == ROWS ? ":, :, " + range : ":, :, :, " + range));
    }

    private static int sideOf(NDArray map) {
        Check.that(map.getShape().get(ROWS) == map.getShape().get(COLUMNS), "map", map.getShape(), "must be a square");
        return Math.toIntExact(map.getShape().get(ROWS));
    }
}
