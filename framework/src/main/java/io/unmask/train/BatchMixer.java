package io.unmask.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.unmask.augment.Mix;
import io.unmask.augment.Mix.Window;
import io.unmask.model.Inputs;
import io.unmask.model.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Mixes a batch on its device as drawn. Blended pictures keep both masks, since a mask between two is none; replaced
 * windows take their part of the mask along.
 */
public final class BatchMixer {
    private final Mix mix;

    /** A mixer of one batch. */
    public BatchMixer(Mix mix) {
        this.mix = mix;
    }

    /** The pictures, first and second alike; second ones that show something else are blended, but have no windows. */
    public Inputs inputs(Inputs inputs) {
        NDArray second = inputs.second();
        boolean cutApart = inputs.apart() && mix.windows() != null;
        return new Inputs(
                pictures(inputs.images()), second == null || cutApart ? second : pictures(second), inputs.apart());
    }

    /** Labels between the classes, and masks. */
    public Targets targets(Targets targets) {
        NDArray masks = targets.masks();
        boolean blends = mix.windows() == null;
        return new Targets(
                blended(targets.labels()),
                masks == null || blends ? masks : pictures(masks),
                targets.regions(),
                masks == null || !blends || !mix.changesAnything()
                        ? null
                        : new Targets.MaskMix(partners(masks), mix.shares().clone()));
    }

    /** (N, C, H, W) or (N, C, T, H, W), blended or with windows replaced. */
    public NDArray pictures(NDArray x) {
        List<Window> windows = mix.windows();
        if (windows == null) {
            return blended(x);
        }
        NDArray replaced = inside(x, windows);
        return x.mul(replaced.mul(-1).add(1)).add(partners(x).mul(replaced));
    }

    /** (N, …): own values and the partner's by their shares. */
    private NDArray blended(NDArray x) {
        long[] sides = new long[x.getShape().dimension()];
        Arrays.fill(sides, 1);
        sides[0] = mix.shares().length;
        NDArray own = x.getManager()
                .create(mix.shares(), new Shape(sides))
                .toDevice(x.getDevice(), false)
                .toType(x.getDataType(), false);
        return x.mul(own).add(partners(x).mul(own.mul(-1).add(1)));
    }

    private NDArray partners(NDArray x) {
        long[] order = IntStream.of(mix.partners()).asLongStream().toArray();
        return x.get(new NDIndex("{}", x.getManager().create(order).toDevice(x.getDevice(), false)));
    }

    /** (N, 1, H, W), or (N, 1, 1, H, W) of clips: 1 in the windows. */
    private static NDArray inside(NDArray x, List<Window> windows) {
        int axes = x.getShape().dimension();
        int rows = (int) x.getShape().get(axes - 2);
        int columns = (int) x.getShape().get(axes - 1);
        float[] inside = new float[windows.size() * rows * columns];
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            for (int row = window.top(); row < window.bottom(); row++) {
                int begin = (i * rows + row) * columns;
                Arrays.fill(inside, begin + window.left(), begin + window.right(), 1);
            }
        }
        long[] shape = new long[axes];
        Arrays.fill(shape, 1);
        shape[0] = windows.size();
        shape[axes - 2] = rows;
        shape[axes - 1] = columns;
        return x.getManager()
                .create(inside, new Shape(shape))
                .toDevice(x.getDevice(), false)
                .toType(x.getDataType(), false);
    }
}
