package io.unmask.experiments.bench;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * How fast pictures are scored.
 *
 * @param settings what it depends on
 * @param pictures of a pass
 * @param imagesPerSecond in the median pass
 * @param seconds of the median pass
 * @param pass seconds of the passes
 * @param parts of a pass
 * @param memory what it took
 */
public record EvaluateFigures(
        @JsonUnwrapped BenchSettings settings,
        int pictures,
        double imagesPerSecond,
        double seconds,
        Spread pass,
        List<Part> parts,
        MemoryFigures memory)
        implements NetworkFigures {}
