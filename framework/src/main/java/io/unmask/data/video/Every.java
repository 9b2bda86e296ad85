package io.unmask.data.video;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Doc;
import java.util.stream.IntStream;

/**
 * Every n-th frame: 0, n, 2n, …
 *
 * @param step n
 */
@JsonTypeName("every")
@AutoService(FrameChoice.class)
@Doc("Every n-th frame, from the first on.")
public record Every(@Doc("The n: 1 for all frames.") int step) implements FrameChoice {
    /** Checks the step. */
    public Every {
        Check.that(step >= 1, "step", step, "must be at least 1");
    }

    @Override
    public int[] of(int available) {
        return IntStream.iterate(0, number -> number < available, number -> number + step)
                .toArray();
    }
}
