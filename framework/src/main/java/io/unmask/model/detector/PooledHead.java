package io.unmask.model.detector;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Dropout;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.Pool;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores from one or more maps, as Locate and Verify makes them: BatchNorm and ReLU of each, mean over its positions,
 * side by side, dropout, a linear layer. Tensors {@code norm0}, {@code norm1} … and {@code linear}.
 */
final class PooledHead extends Net {
    private final List<BatchNorm> norms = new ArrayList<>();
    private final double dropout;
    private final Linear linear;

    /**
     * Describes the head.
     *
     * @param channels of each map
     */
    PooledHead(List<Integer> channels, double dropout, int classes) {
        this.dropout = dropout;
        for (int count : channels) {
            norms.add(child("norm" + norms.size(), new BatchNorm(count)));
        }
        linear = child(
                "linear",
                new Linear(channels.stream().mapToInt(Integer::intValue).sum(), classes));
    }

    /**
     * What the linear layer reads.
     *
     * @param maps (N, C, H, W) each, of any height and width, or (N, C)
     * @return (N, sum of channels)
     */
    NDArray features(List<NDArray> maps, Pass pass) {
        NDList pooled = new NDList();
        for (int i = 0; i < maps.size(); i++) {
            NDArray active = norms.get(i).rectified(maps.get(i), pass);
            pooled.add(pooled(active));
        }
        return NDArrays.concat(pooled, 1);
    }

    /** (N, C, H, W) or (N, C) to (N, C). */
    static NDArray pooled(NDArray map) {
        return map.getShape().dimension() == 4 ? Pool.globalAverage(map) : map;
    }

    /** Length of what the linear layer reads. */
    int inputs() {
        return linear.inputs();
    }

    /** (N, D) to (N, classes). */
    NDArray scores(NDArray features, Pass pass) {
        return linear.forward(Dropout.values(features, dropout, pass), pass);
    }
}
