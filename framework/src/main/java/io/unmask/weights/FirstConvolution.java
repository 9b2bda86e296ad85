package io.unmask.weights;

/**
 * The first convolution's kernel for another number of input channels, so that a constant picture in all channels
 * still gives the same activations: one channel sums the three, others repeat them and scale by their ratio. For 12
 * and 6 channels these are F3-Net's quarters and halves (yyk-wew/F3Net, models.py); the rest is timm's habit
 * (models/_manipulate.py, {@code adapt_input_conv}).
 */
final class FirstConvolution {
    private static final int COLOURS = 3;

    private FirstConvolution() {}

    /** Whether a kernel of one shape can become one of the other, both (out, in, height, width). */
    static boolean adapts(long[] from, long[] to) {
        return from.length == 4
                && to.length == 4
                && from[1] == COLOURS
                && to[1] != COLOURS
                && from[0] == to[0]
                && from[2] == to[2]
                && from[3] == to[3];
    }

    /**
     * The values for another number of input channels.
     *
     * @param kernel (out, 3, height, width), row-major
     * @param outputs output channels
     * @param inputs wanted input channels
     */
    static float[] adapted(float[] kernel, int outputs, int inputs) {
        int map = kernel.length / outputs / COLOURS;
        float[] adapted = new float[outputs * inputs * map];
        for (int out = 0; out < outputs; out++) {
            int from = out * COLOURS * map;
            for (int in = 0; in < inputs; in++) {
                for (int i = 0; i < map; i++) {
                    int to = (out * inputs + in) * map + i;
                    adapted[to] = inputs == 1
                            ? kernel[from + i] + kernel[from + map + i] + kernel[from + 2 * map + i]
                            : kernel[from + in % COLOURS * map + i] * COLOURS / inputs;
                }
            }
        }
        return adapted;
    }
}
