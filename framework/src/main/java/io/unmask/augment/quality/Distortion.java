package io.unmask.augment.quality;

import java.util.EnumSet;
import java.util.List;

/**
 * Losses of quality in levels from 1, weak, to the last, strong. The first seven are those of DeeperForensics-1.0
 * (Jiang et al. 2020; {@code perturbation/add_distortion_to_video.py}), the others are common in the literature.
 */
public enum Distortion {
    /** Colour differences scaled by this (CS). */
    COLOR_SATURATION(0.4, 0.3, 0.2, 0.1, 0),
    /** Levels multiplied by this, which darkens (CC, "colour contrast"). */
    COLOR_CONTRAST(0.85, 0.725, 0.6, 0.475, 0.35),
    /** Grey squares of 8 pixels, this many for each whole 256 pixels of the shorter side (BW). */
    BLOCK_WISE(16, 32, 48, 64, 80),
    /** Variance of noise in luma and colour differences, in 0..1 (GNC). */
    GAUSSIAN_NOISE(0.001, 0.002, 0.005, 0.01, 0.05),
    /** Side of a Gaussian kernel, whose standard deviation is a sixth of it (GB). */
    GAUSSIAN_BLUR(7, 9, 13, 17, 21),
    /** Sides divided by this and enlarged again; called JPEG there (JPEG). */
    PIXELATION(2, 3, 4, 5, 6),
    /** Constant rate factor of H.264 (VC). */
    VIDEO_COMPRESSION(30, 32, 35, 38, 40),
    /** Quality of JPEG. */
    JPEG_QUALITY(90, 70, 50, 30, 10),
    /** Sides multiplied by this and enlarged again. */
    RESIZE(0.75, 0.5, 0.25),
    /** Standard deviation of noise in red, green and blue, levels of 255. */
    RGB_NOISE(5, 10, 15, 20, 25),
    /** Standard deviation of a Gaussian blur, pixels. */
    SIGMA_BLUR(1, 2, 3, 4, 5);

    /** The seven of DeeperForensics. */
    static final List<Distortion> DEEPER_FORENSICS = List.copyOf(EnumSet.range(COLOR_SATURATION, VIDEO_COMPRESSION));

    @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
    private final double[] parameters;

    Distortion(double... parameters) {
        this.parameters = parameters;
    }

    /** How many levels there are. */
    public int levels() {
        return parameters.length;
    }

    /** What a level, from 1, stands for. */
    public double parameter(int level) {
        return parameters[level - 1];
    }
}
