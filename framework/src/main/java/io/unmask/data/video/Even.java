package io.unmask.data.video;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;

/**
 * Frames evenly spaced, the first and the last among them: {@code numpy.linspace(0, available - 1, count, dtype=int)},
 * truncated, not rounded. All frames of a video that has fewer, none twice (numpy would repeat some).
 *
 * @param count frames
 */
@JsonTypeName("even")
@AutoService(FrameChoice.class)
@Doc("Frames evenly spaced, the first and the last among them, as numpy.linspace; all where there are fewer.")
public record Even(
        @Doc("Frames of each video.") @Default("32") int count) implements FrameChoice {
    /** Checks the count. */
    public Even {
        Check.that(count >= 1, "count", count, "must be at least 1");
    }

    @Override
    public int[] of(int available) {
        int[] numbers = new int[Math.min(available, count)];
        // In numpy's order: the step first, the product after, so that truncation falls the same way.
        double step = count == 1 ? 0 : (available - 1) / (double) (count - 1);
        for (int i = 0; i < numbers.length; i++) {
            boolean all = available <= count;
            numbers[i] = all ? i : i == count - 1 && i > 0 ? available - 1 : (int) (i * step);
        }
        return numbers;
    }
}
