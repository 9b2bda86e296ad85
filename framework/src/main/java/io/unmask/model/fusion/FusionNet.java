package io.unmask.model.fusion;

import ai.djl.ndarray.NDArray;
import io.unmask.config.BadInputException;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Pass;

/** A fusion that can run. It takes two maps and gives two back; which of them it changes is said by each. */
public abstract class FusionNet extends Net {
    /** Gain with which the attention modules of Luo et al. start: almost nothing passes at first. */
    static final double SMALL_GAIN = 0.02;

    private final String name;
    private final int firstChannels;
    private final int secondChannels;

    /**
     * Two maps.
     *
     * @param first (N, C1, H1, W1)
     * @param second (N, C2, H2, W2)
     */
    public record Pair(NDArray first, NDArray second) {}

    /**
     * For maps of these channels.
     *
     * @param name of the fusion in YAML, for messages
     */
    protected FusionNet(String name, int firstChannels, int secondChannels) {
        this.name = name;
        this.firstChannels = firstChannels;
        this.secondChannels = secondChannels;
    }

    /** Joins two maps whose shapes were checked. */
    protected abstract Pair fuse(NDArray first, NDArray second, Pass pass);

    /** Channels of the first map after the fusion: those before it unless a fusion says otherwise. */
    public int firstChannels() {
        return firstChannels;
    }

    /** Channels of the second map after the fusion: those before it unless a fusion says otherwise. */
    public int secondChannels() {
        return secondChannels;
    }

    /** Whether height and width of the maps may differ. */
    protected boolean takesDifferentSizes() {
        return false;
    }

    /**
     * Joins two maps.
     *
     * @param first (N, C1, H1, W1)
     * @param second (N, C2, H2, W2), of the same height and width unless the fusion allows others
     * @return both maps after it
     * @throws BadInputException if the shapes are not those that it was built for
     */
    public final Pair forward(NDArray first, NDArray second, Pass pass) {
        checkChannels("first", first, firstChannels);
        checkChannels("second", second, secondChannels);
        boolean sameSize = first.getShape().get(2) == second.getShape().get(2)
                && first.getShape().get(3) == second.getShape().get(3);
        if (!sameSize && !takesDifferentSizes()) {
            throw new BadInputException("fusion " + name + ": both maps must have the same height and width, found "
                    + first.getShape() + " and " + second.getShape()
                    + "; fuse where the streams have the same size, or take cmf, which joins any two sizes");
        }
        return fuse(first, second, pass);
    }

    private void checkChannels(String which, NDArray map, int channels) {
        if (map.getShape().dimension() != 4 || map.getShape().get(1) != channels) {
            throw new BadInputException("fusion " + name + ": the " + which + " map must be (N, " + channels
                    + ", H, W), found " + map.getShape());
        }
    }

    /**
     * Requires both maps to have the same number of channels.
     *
     * @param name of the fusion in YAML, for the message
     * @return that number
     * @throws BadInputException if they differ
     */
    static int equalChannels(String name, int firstChannels, int secondChannels) {
        if (firstChannels != secondChannels) {
            throw new BadInputException("fusion " + name + ": both maps must have the same number of channels, found "
                    + firstChannels + " and " + secondChannels
                    + "; fuse at a tap where the streams agree, or take a fusion that joins different ones: "
                    + "bilinear_tanh, concat");
        }
        return firstChannels;
    }

    /**
     * Channels of queries and keys.
     *
     * @param name of the fusion in YAML, for the message
     * @throws BadInputException if none would be left
     */
    static int reduced(String name, int channels, int ratio) {
        if (channels < ratio) {
            throw new BadInputException("fusion " + name + ": ratio: must be at most the " + channels
                    + " channels of the map, but was " + ratio);
        }
        return channels / ratio;
    }
}
