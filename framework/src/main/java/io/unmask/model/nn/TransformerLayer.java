package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.Check;

/**
 * A layer of a transformer's encoder that normalises first, as {@code torch.nn.TransformerEncoderLayer(norm_first=True,
 * activation="gelu")}, whose names its tensors have: x + attention(norm1(x)), then that plus its linear2(gelu(linear1(norm2)))
 * . (N, L, width) to the same.
 */
public final class TransformerLayer extends Layer {
    private static final int QUERY_KEY_VALUE = 3;

    private final int width;
    private final int heads;
    private final double dropout;
    private final Parameter projection;
    private final Parameter projectionBias;
    private final Linear out;
    private final Linear linear1;
    private final Linear linear2;
    private final LayerNorm norm1;
    private final LayerNorm norm2;

    /**
     * Describes the layer.
     *
     * @param heads which share the width evenly
     * @param hidden width of the layer between the two linear ones
     * @param dropout of attention weights, of both results and of the hidden layer
     */
    public TransformerLayer(int width, int heads, int hidden, double dropout) {
        Check.that(heads > 0 && width % heads == 0, "heads", heads, "must divide the width, " + width);
        this.width = width;
        this.heads = heads;
        this.dropout = dropout;
        // Xavier's uniform over the three projections at once, as PyTorch starts them.
        double bound = Math.sqrt(6.0 / ((QUERY_KEY_VALUE + 1) * width));
        projection = trained("self_attn.in_proj_weight", Init.uniform(bound), (long) QUERY_KEY_VALUE * width, width);
        projectionBias = trained("self_attn.in_proj_bias", Init.constant(0), (long) QUERY_KEY_VALUE * width);
        out = child("self_attn.out_proj", new Linear(width, width, Init.defaultWeight()));
        linear1 = child("linear1", new Linear(width, hidden));
        linear2 = child("linear2", new Linear(hidden, width));
        norm1 = child("norm1", new LayerNorm(width));
        norm2 = child("norm2", new LayerNorm(width));
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        NDArray seen = x.add(Dropout.values(attention(norm1.forward(x, pass), pass), dropout, pass));
        NDArray hidden = ai.djl.nn.Activation.gelu(linear1.forward(norm2.forward(seen, pass), pass));
        NDArray changed = linear2.forward(Dropout.values(hidden, dropout, pass), pass);
        return seen.add(Dropout.values(changed, dropout, pass));
    }

    private NDArray attention(NDArray x, Pass pass) {
        long samples = x.getShape().get(0);
        long length = x.getShape().get(1);
        int each = width / heads;
        // (3, N, heads, L, each)
        NDArray all = ai.djl.nn.core.Linear.linear(x, projection.array(), projectionBias.array())
                .singletonOrThrow()
                .reshape(samples, length, QUERY_KEY_VALUE, heads, each)
                .transpose(2, 0, 3, 1, 4);
        // Scaled before the product: one large matrix less.
        NDArray query = all.get(0).mul(Constant.of((float) (1 / Math.sqrt(each))));
        NDArray weights = query.matMul(all.get(1).swapAxes(2, 3)).softmax(-1);
        NDArray gathered = Dropout.values(weights, dropout, pass).matMul(all.get(2));
        return out.forward(gathered.transpose(0, 2, 1, 3).reshape(new Shape(samples, length, width)), pass);
    }
}
