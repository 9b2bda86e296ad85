package io.unmask.experiments.bench;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** Figures of a network's speed that those of another program can be held against. */
public interface NetworkFigures {
    /** What they depend on. */
    @JsonUnwrapped
    BenchSettings settings();

    /** Pictures, or clips, a second. */
    double imagesPerSecond();

    /** Seconds of what is measured: of an update, of a set, of one picture. */
    double seconds();
}
