package io.unmask.augment;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Mix.Window;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Sample;
import io.unmask.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CutMix (Yun et al. 2019), as clovaai/CutMix-PyTorch, train.py: a window of each picture, and of its mask, is replaced
 * by its partner's, and the labels are shared by area. The window is clipped at the border, which corrects the share.
 */
@JsonTypeName("cut_mix")
@AutoService(Augmentation.class)
@Doc("CutMix: replaces a window of each picture by that of another, and shares the labels by area.")
public record CutMix(
        @Doc("Both parameters of the Beta distribution of the share that is kept; above 0.") @Default("1.0")
        double alpha,

        @Doc("A fixed share to keep, 0..1, before the window is clipped, instead of a random one.") @Nullable
        Double share,

        @Doc("How often a batch is mixed at all; with per_sample, how often a picture is.") @Default("0.5")
        double probability,

        @Doc("Draw a window for each picture instead of one for the batch.") @Default("false")
        boolean perSample,

        @Doc("Who is mixed with whom.") @Default("permutation")
        Partners partners)
        implements Augmentation {
    /** Checks the settings. */
    public CutMix {
        Check.that(alpha > 0, "alpha", alpha, "must be above 0");
        Check.that(share == null || (share >= 0 && share <= 1), "share", String.valueOf(share), "must be from 0 to 1");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Sample apply(Sample sample, RandomStream random) {
        return sample;
    }

    @Override
    public BatchMixing batchMixing() {
        return this::draw;
    }

    private Mix draw(int pictures, int sidePixels, RandomStream random) {
        List<Window> windows = new ArrayList<>();
        double[] shares = new double[pictures];
        Window common = window(sidePixels, random);
        for (int i = 0; i < pictures; i++) {
            Window window = perSample && i > 0 ? window(sidePixels, random) : common;
            windows.add(window);
            shares[i] = 1 - (double) window.area() / ((long) sidePixels * sidePixels);
        }
        return new Mix(partners.draw(pictures, random), shares, List.copyOf(windows));
    }

    private Window window(int sidePixels, RandomStream random) {
        if (!random.chance(probability)) {
            return Window.EMPTY;
        }
        double kept = share == null ? random.beta(alpha, alpha) : share;
        int row = random.integer(0, sidePixels - 1);
        int column = random.integer(0, sidePixels - 1);
        return window(sidePixels, sidePixels, kept, row, column);
    }

    /**
     * The window around a centre, clipped at the border. An odd cut loses a pixel, as in the official code.
     *
     * @param kept the share of the picture that would be kept without clipping, 0..1
     */
    public static Window window(int rows, int columns, double kept, int centreRow, int centreColumn) {
        double cut = Math.sqrt(1 - kept);
        int halfHeight = (int) (rows * cut) / 2;
        int halfWidth = (int) (columns * cut) / 2;
        return new Window(
                Math.max(0, centreRow - halfHeight),
                Math.max(0, centreColumn - halfWidth),
                Math.min(rows, centreRow + halfHeight),
                Math.min(columns, centreColumn + halfWidth));
    }
}
