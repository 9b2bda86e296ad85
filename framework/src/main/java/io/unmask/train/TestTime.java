package io.unmask.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.Inputs;
import io.unmask.model.nn.AxisMap;
import io.unmask.model.nn.Frames;
import java.util.ArrayList;
import java.util.List;

/**
 * The views of a picture whose scores are averaged when a trained detector is tested: the block {@code test_time}.
 * Five crops of one zoom are torchvision's FiveCrop, with the mirrored ones its TenCrop.
 *
 * @param flip whether each view is also seen mirrored
 * @param crops where views are cut from a picture that is larger than they are
 * @param zooms how much larger, once for each; 1 is the whole picture
 */
@Doc("Views of a test picture whose scores are averaged: mirrored, cropped, at several scales.")
public record TestTime(
        @Doc("Look at each view mirrored as well.") @Default("false")
        boolean flip,

        @Doc("Cut views from the centre alone, or from the centre and the four corners.") @Default("centre")
        Crops crops,

        @Doc(
                "How much larger than the network's side the picture is before a view is cut, 1.0 or more: 1.14 cuts 224 from"
                        + " 256. One set of views for each.")
        @Default("[1.0]")
        List<Double> zooms) {
    /** The whole picture as it is. */
    public static final TestTime PLAIN = new TestTime(false, Crops.CENTRE, List.of(1.0));

    private static final double LARGEST_ZOOM = 4;

    /** Where views are cut. */
    public enum Crops {
        /** The middle. */
        CENTRE,
        /** The four corners and the middle. */
        FIVE
    }

    /** Checks the settings. */
    public TestTime {
        zooms = List.copyOf(zooms);
        Check.that(!zooms.isEmpty(), "zooms", "empty", "must hold at least one");
        Check.that(
                zooms.stream().allMatch(zoom -> zoom >= 1 && zoom <= LARGEST_ZOOM),
                "zooms",
                zooms,
                "must be from 1 to " + LARGEST_ZOOM);
        Check.that(
                crops == Crops.CENTRE || zooms.stream().allMatch(zoom -> zoom > 1),
                "crops",
                "five with the zooms " + zooms,
                "must be centre where a zoom is 1, since all crops would be the same");
    }

    /** Whether a picture is looked at once and whole. */
    public boolean isPlain() {
        return equals(PLAIN);
    }

    /** The side at which pictures are to be loaded: that of the largest zoom. */
    public int loadedSide(int sidePixels) {
        return zooms.stream().mapToInt(zoom -> zoomed(sidePixels, zoom)).max().orElse(sidePixels);
    }

    private static int zoomed(int sidePixels, double zoom) {
        return (int) Math.round(sidePixels * zoom);
    }

    /**
     * All views.
     *
     * @param inputs pictures of {@link #loadedSide}
     * @param sidePixels side of the views
     */
    List<Inputs> views(Inputs inputs, int sidePixels) {
        List<Inputs> views = new ArrayList<>();
        for (double zoom : zooms) {
            int side = zoomed(sidePixels, zoom);
            Inputs scaled = changed(inputs, x -> scaled(x, side));
            for (int[] corner : corners(side - sidePixels)) {
                Inputs view = changed(scaled, x -> cut(x, corner[0], corner[1], sidePixels));
                views.add(view);
                if (flip) {
                    views.add(changed(view, x -> x.flip(3)));
                }
            }
        }
        return views;
    }

    /** Rows and columns of the first pixels of the views. */
    private List<int[]> corners(int room) {
        int[] middle = {(int) Math.rint(room / 2.0), (int) Math.rint(room / 2.0)};
        return crops == Crops.CENTRE
                ? List.of(middle)
                : List.of(new int[] {0, 0}, new int[] {0, room}, new int[] {room, 0}, new int[] {room, room}, middle);
    }

    private static NDArray scaled(NDArray x, int side) {
        return x.getShape().get(3) == side ? x : AxisMap.bilinear(x, side, side, false);
    }

    private static NDArray cut(NDArray x, int row, int column, int side) {
        return x.getShape().get(3) == side
                ? x
                : x.get(new NDIndex(":, :, {}:{}, {}:{}", row, row + side, column, column + side));
    }

    private interface Change {
        NDArray of(NDArray x);
    }

    private static Inputs changed(Inputs inputs, Change change) {
        NDArray second = inputs.second();
        NDArray images = inputs.images();
        NDArray changed = Frames.areTogether(images)
                ? Frames.together(
                        change.of(Frames.apart(images)), images.getShape().get(2))
                : change.of(images);
        return new Inputs(changed, second == null || inputs.apart() ? second : change.of(second), inputs.apart());
    }
}
