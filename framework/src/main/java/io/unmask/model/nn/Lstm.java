package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A long short-term memory of one layer, from zero states: (N, T, in) to (N, T, hidden), or (N, T, 2 · hidden) where it runs
 * both ways, forward first. Tensors and start are those of {@code torch.nn.LSTM}: {@code weight_ih_l0}, {@code weight_hh_l0},
 * {@code bias_ih_l0}, {@code bias_hh_l0} and the same with {@code _reverse}, uniform in ±1/√hidden.
 *
 * <p>Both ways are two layers of one way, the second on the reversed sequence: DJL hands libtorch the tensors of both ways
 * in an order that it does not take.
 */
public final class Lstm extends Layer {
    private static final int GATES = 4;

    private final int hidden;
    private final List<List<Parameter>> ways = new ArrayList<>();

    /** For sequences of vectors of that length. */
    public Lstm(int inputs, int hidden, boolean bothWays) {
        this.hidden = hidden;
        for (String suffix : bothWays ? List.of("", "_reverse") : List.of("")) {
            Init init = Init.uniform(1 / Math.sqrt(hidden));
            ways.add(List.of(
                    trained("weight_ih_l0" + suffix, init, (long) GATES * hidden, inputs),
                    trained("weight_hh_l0" + suffix, init, (long) GATES * hidden, hidden),
                    trained("bias_ih_l0" + suffix, init, (long) GATES * hidden),
                    trained("bias_hh_l0" + suffix, init, (long) GATES * hidden)));
        }
    }

    /** Length of each vector of the result. */
    public int outputs() {
        return hidden * ways.size();
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        NDArray forwards = run(ways.get(0), x, pass);
        return ways.size() == 1
                ? forwards
                : forwards.concat(run(ways.get(1), x.flip(1), pass).flip(1), 2);
    }

    private NDArray run(List<Parameter> way, NDArray x, Pass pass) {
        NDArray zeros = x.getManager().zeros(new Shape(1, x.getShape().get(0), hidden), x.getDataType(), x.getDevice());
        NDList parameters = new NDList();
        way.forEach(parameter -> parameters.add(parameter.array()));
        return x.getNDArrayInternal()
                .lstm(x, new NDList(zeros, zeros), parameters, true, 1, 0, pass.isTraining(), false, true)
                .get(0);
    }
}
