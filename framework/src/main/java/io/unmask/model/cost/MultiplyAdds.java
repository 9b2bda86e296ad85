package io.unmask.model.cost;

import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Multiplications with an addition each, as papers count them (often as "FLOPs"): those of convolutions and of products of
 * matrices, which linear layers, attention, recurrent layers, and here also resizing and Fourier transforms are. Not
 * counted by convention: biases, normalisation, activations, pooling, softmax and whatever else treats each value by itself.
 *
 * @param convolutions those of convolutions
 * @param products those of products of matrices
 * @param notCounted calls of operations that multiply and add and are not counted, by name
 */
public record MultiplyAdds(long convolutions, long products, Map<String, Integer> notCounted) {
    private static final Map<String, ToLongFunction<Operation>> PRODUCTS = Map.of(
            "aten::mm", operation -> operation.size(0) * last(operation.shape(1)),
            "aten::addmm", operation -> operation.size(1) * last(operation.shape(2)),
            "aten::bmm", operation -> operation.size(0) * last(operation.shape(1)),
            "aten::baddbmm", operation -> operation.size(1) * last(operation.shape(2)),
            "aten::mv", operation -> operation.size(0),
            "aten::addmv", operation -> operation.size(1),
            "aten::dot", operation -> operation.size(0),
            // The input (steps, N, features), the weights of the input and those of the state, (4 · cells, …).
            "aten::mkldnn_rnn_layer",
                    operation ->
                            operation.size(0) / last(operation.shape(0)) * (operation.size(1) + operation.size(2)));

    private static final List<String> KNOWN_OTHERS = List.of(
            "aten::_fft_",
            "aten::stft",
            "aten::grid_sampler",
            "aten::upsample_",
            "aten::_upsample_",
            "aten::cdist",
            "aten::_cdist_",
            "aten::linalg_inv",
            "aten::linalg_solve",
            "aten::_linalg_",
            "aten::_scaled_dot_product",
            "aten::einsum",
            "aten::lstm_mps",
            "aten::_cudnn_rnn");

    private static final String CONVOLUTION = "aten::convolution";

    /** Copies the map. */
    public MultiplyAdds {
        notCounted = Map.copyOf(notCounted);
    }

    /** Runs a forward pass of two pictures or more on the CPU and counts. */
    public static MultiplyAdds of(Runnable forward) {
        int threads = JniUtils.getNumThreads();
        // On one thread, or for one small picture, libtorch takes ways through some convolutions that do not show what
        // comes out.
        JniUtils.setNumThreads(Math.max(2, threads));
        try {
            return of(OperationTrace.of(forward));
        } finally {
            JniUtils.setNumThreads(threads);
        }
    }

    /** Counts those of operations that have run. */
    static MultiplyAdds of(List<Operation> operations) {
        Count count = new Count();
        operations.forEach(count::add);
        return new MultiplyAdds(count.convolutions, count.products, count.notCounted);
    }

    /** All that are counted. */
    public long total() {
        return convolutions + products;
    }

    private static long last(List<Long> shape) {
        return shape.get(shape.size() - 1);
    }

    private static final class Count {
        private final Map<String, Integer> notCounted = new TreeMap<>();
        private long convolutions;
        private long products;

        /** What is counted is not looked into: its parts are the same work again. */
        void add(Operation operation) {
            ToLongFunction<Operation> product = PRODUCTS.get(operation.name());
            if (product != null) {
                products += product.applyAsLong(operation);
            } else if (operation.name().equals(CONVOLUTION)) {
                convolution(operation);
            } else if (KNOWN_OTHERS.stream().anyMatch(operation.name()::startsWith)) {
                notCounted.merge(operation.name(), 1, Integer::sum);
            } else {
                operation.parts().forEach(this::add);
            }
        }

        private void convolution(Operation operation) {
            List<Long> weight = operation.shape(1);
            long output = new ConvolutionResult(operation).size();
            if (output == ConvolutionResult.UNKNOWN) {
                notCounted.merge("a convolution of " + operation.shape(0) + " by " + weight, 1, Integer::sum);
            } else {
                // Every value of the result is a sum of as many products as a kernel has weights.
                convolutions += output * (Operation.product(weight) / weight.get(0));
            }
        }
    }
}
