package io.unmask.face;

import ai.djl.ndarray.NDArray;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.Pool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the three networks of MTCNN (Zhang, Zhang, Li, Qiao: Joint face detection and alignment using multi-task cascaded
 * convolutional networks, 2016), with the layers and names of timesler/facenet-pytorch, {@code models/mtcnn.py}. Input
 * (N, 3, H, W), RGB, (value − 127.5) / 128. All convolutions are without padding; the fully connected layers take the map
 * column by column.
 */
final class CascadeNet extends Net {
    private final List<Layer> layers = new ArrayList<>();
    private final @Nullable Linear dense;
    private final @Nullable PRelu denseRelu;
    private final Layer score;
    private final Layer box;
    private final @Nullable Layer points;

    /**
     * What a network says of each place.
     *
     * @param faces probability of a face: (N) of crops, (h, w) of a picture
     * @param boxes shift of left, top, right and bottom edge as a share of the box: (N, 4), or (4, h, w)
     * @param points five x, then five y, as shares of the box, (N, 10); null from all but the last network
     */
    record Answer(NDArray faces, NDArray boxes, @Nullable NDArray points) {}

    /**
     * A network.
     *
     * @param channels of the convolutions
     * @param kernels their windows
     * @param pools window of the pooling after each, stride 2; 0 for none
     * @param flat inputs of the fully connected layer; 0 for none
     * @param hidden its outputs
     * @param withPoints whether it says where eyes, nose and mouth are
     */
    private CascadeNet(int[] channels, int[] kernels, int[] pools, int flat, int hidden, boolean withPoints) {
        int inputs = 3;
        for (int i = 0; i < channels.length; i++) {
            layers.add(child(
                    "conv" + (i + 1), Conv2d.of(inputs, channels[i], kernels[i]).build()));
            layers.add(child("prelu" + (i + 1), new PRelu(channels[i])));
            if (pools[i] > 0) {
                layers.add(new ReachingPool(pools[i]));
            }
            inputs = channels[i];
        }
        int next = channels.length + 1;
        dense = flat == 0 ? null : child("dense" + next, new Linear(flat, hidden));
        denseRelu = flat == 0 ? null : child("prelu" + next, new PRelu(hidden));
        String last = flat == 0 ? "conv" + next : "dense" + (next + 1);
        score = child(last + "_1", head(flat == 0, flat == 0 ? inputs : hidden, 2));
        box = child(last + "_2", head(flat == 0, flat == 0 ? inputs : hidden, 4));
        points = withPoints ? child(last + "_3", head(false, hidden, 10)) : null;
    }

    /** Proposes places on a picture: every second pixel is the corner of a window of 12 × 12. */
    static CascadeNet proposing() {
        return new CascadeNet(new int[] {10, 16, 32}, new int[] {3, 3, 3}, new int[] {2, 0, 0}, 0, 0, false);
    }

    /** Refines crops of 24 × 24. */
    static CascadeNet refining() {
        return new CascadeNet(new int[] {28, 48, 64}, new int[] {3, 3, 2}, new int[] {3, 3, 0}, 576, 128, false);
    }

    /** Gives boxes and points to crops of 48 × 48. */
    static CascadeNet output() {
        return new CascadeNet(
                new int[] {32, 64, 64, 128}, new int[] {3, 3, 3, 2}, new int[] {3, 3, 2, 0}, 1152, 256, true);
    }

    private static Layer head(boolean convolution, int inputs, int outputs) {
        return convolution ? Conv2d.of(inputs, outputs, 1).build() : new Linear(inputs, outputs);
    }

    Answer forward(NDArray x, Pass pass) {
        NDArray y = Layer.chain(layers, x, pass);
        if (dense == null || denseRelu == null) {
            NDArray faces = score.forward(y, pass).softmax(1).get(0, 1);
            return new Answer(faces, box.forward(y, pass).get(0), null);
        }
        long count = y.getShape().get(0);
        NDArray hidden = denseRelu.forward(dense.forward(y.transpose(0, 3, 2, 1).reshape(count, -1), pass), pass);
        NDArray faces = score.forward(hidden, pass).softmax(1).get(":, 1");
        return new Answer(faces, box.forward(hidden, pass), points == null ? null : points.forward(hidden, pass));
    }

    /** Largest value of each window, stride 2; windows that reach beyond the edge count. */
    private static final class ReachingPool extends Layer {
        private final int window;

        ReachingPool(int window) {
            this.window = window;
        }

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            return Pool.maxReaching(x, window, 2);
        }
    }
}
