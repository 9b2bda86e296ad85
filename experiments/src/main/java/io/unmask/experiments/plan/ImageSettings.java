package io.unmask.experiments.plan;

import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.train.Normalise;

/**
 * What a network sees of a picture: the block {@code data.image}.
 *
 * @param sidePixels side of the square
 * @param normalise pixel values to inputs
 */
@Doc("What the network sees of a picture.")
public record ImageSettings(
        @Doc("Side of the square that pictures are scaled to, in pixels.") @Default("256")
        int sidePixels,

        @Doc("How pixel values become inputs: to 0..1, to -1..1, or by the statistics of ImageNet or of Kinetics-400.")
        @Default("half")
        Normalise normalise) {
    private static final int SMALLEST = 16;
    private static final int LARGEST = 2048;

    /** Checks the side. */
    public ImageSettings {
        Check.that(
                sidePixels >= SMALLEST && sidePixels <= LARGEST,
                "sidePixels",
                sidePixels,
                "must be from " + SMALLEST + " to " + LARGEST);
    }
}
