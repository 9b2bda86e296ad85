package io.unmask.model.cost;

/**
 * Memory of what a forward pass has made when it ends. Its arrays live until then, whether the backward pass needs them or not;
 * so this is what the operations of the forward pass have allocated and not freed, and the most that activations take.
 * Beside it a step takes the weights, their gradients, what the optimiser remembers, and in the backward pass the gradients
 * of the activations, each of which goes when it has been used.
 *
 * @param bytes about three digits of them are true
 */
public record ActivationMemory(double bytes) {
    /** Runs a forward pass, which records for a backward pass, and sums up. */
    public static ActivationMemory of(Runnable forward) {
        return new ActivationMemory(OperationTrace.of(forward).stream()
                .mapToDouble(Operation::bytes)
                .sum());
    }
}
