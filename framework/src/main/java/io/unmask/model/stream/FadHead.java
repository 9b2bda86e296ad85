package io.unmask.model.stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.unmask.config.BadInputException;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * Frequency-aware decomposition of F3-Net (Qian et al., ECCV 2020, section 3.1): the cosine transform of a picture,
 * four learned bands of it, each turned back into a picture. (N, 3, n, n) to (N, 12, n, n): the low, middle and high
 * band and all of it, RGB each. Every filter is shared by the three colours.
 */
public final class FadHead extends Layer {
    /** Maps that it makes of an RGB picture. */
    public static final int CHANNELS = 12;

    private final int side;
    private final Parameter transform;
    private final Parameter transposed;
    private final List<BandFilter> filters = new ArrayList<>();

    /** For pictures of one side. */
    public FadHead(int side, Bands bands) {
        this.side = side;
        transform = buffer("_DCT_all", CosineTransform.matrix(side), side, side);
        transposed = buffer("_DCT_all_T", CosineTransform.transposed(side), side, side);
        for (Bands.Band band : bands.ofPicture(side)) {
            filters.add(child("filters." + filters.size(), new BandFilter(side, bands, band, true, false)));
        }
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        long[] shape = x.getShape().getShape();
        if (shape[2] != side || shape[3] != side) {
            throw new BadInputException("the frequency filters were built for pictures of " + side + " × " + side
                    + " pixels, found " + shape[2] + " × " + shape[3]);
        }
        NDArray spectrum = CosineTransform.bothSides(x, transposed.array());
        NDList bands = new NDList();
        for (BandFilter filter : filters) {
            bands.add(filter.forward(spectrum, pass));
        }
        return CosineTransform.bothSides(NDArrays.concat(bands, 1), transform.array());
    }
}
