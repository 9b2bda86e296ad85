package io.unmask.model.nn;

import org.jspecify.annotations.Nullable;

/** A part of a network that may start from published weights. */
public interface StartsFrom {
    /** Weights that it starts from: a name of the catalogue or a file; null for at random. */
    @Nullable
    String startsFrom();

    /** The name of the last layer, which keeps its values where the weights have another number of classes; null for none. */
    default @Nullable String scoresName() {
        return null;
    }
}
