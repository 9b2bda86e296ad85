package io.unmask.experiments.bench;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * How fast a detector answers: from the bytes of pictures in Java's memory to their scores there.
 *
 * @param settings what it depends on; its batch is the largest
 * @param imagesPerSecond at the largest batch
 * @param seconds of one picture alone, the median
 * @param latency seconds of one picture alone
 * @param throughput of each batch size
 * @param memory what it took
 */
public record InferFigures(
        @JsonUnwrapped BenchSettings settings,
        double imagesPerSecond,
        double seconds,
        Spread latency,
        List<Throughput> throughput,
        MemoryFigures memory)
        implements NetworkFigures {
    /**
     * Of one batch size.
     *
     * @param batchSize pictures at once
     * @param imagesPerSecond at the median
     * @param batch seconds of a batch
     */
    public record Throughput(int batchSize, double imagesPerSecond, Spread batch) {}
}
