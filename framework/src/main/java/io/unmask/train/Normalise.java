package io.unmask.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** How pixel values become inputs: (value / 255 − mean) / standard deviation, a channel at a time. */
public enum Normalise {
    /** 0..1. */
    NONE {
        @Override
        double[] mean() {
            return new double[] {0, 0, 0};
        }

        @Override
        double[] standardDeviation() {
            return new double[] {1, 1, 1};
        }
    },
    /** −1..1: mean and standard deviation 0.5. */
    HALF {
        @Override
        double[] mean() {
            return new double[] {0.5, 0.5, 0.5};
        }

        @Override
        double[] standardDeviation() {
            return new double[] {0.5, 0.5, 0.5};
        }
    },
    /** The statistics of ImageNet, as torchvision's weights expect. */
    IMAGENET {
        @Override
        double[] mean() {
            return new double[] {0.485, 0.456, 0.406};
        }

        @Override
        double[] standardDeviation() {
            return new double[] {0.229, 0.224, 0.225};
        }
    },
    /** The statistics of Kinetics-400, as torchvision's weights for clips expect. */
    KINETICS {
        @Override
        double[] mean() {
            return new double[] {0.43216, 0.394666, 0.37645};
        }

        @Override
        double[] standardDeviation() {
            return new double[] {0.22803, 0.22145, 0.216989};
        }
    };

    private static final int CHANNELS = 3;

    /** Red, green, blue of pixel values 0..1. */
    abstract double[] mean();

    /** Red, green, blue of pixel values 0..1. */
    abstract double[] standardDeviation();

    /**
     * Pixels to inputs, on the device of the pixels.
     *
     * @param pixels (N, H, W, 3), bytes 0..255
     * @param type float32 or float64
     * @return (N, 3, H, W) on the manager of the pixels; channels last in memory, as the network works on them
     */
    public NDArray apply(NDArray pixels, DataType type) {
        return Torch.onOneThread(pixels.getDevice(), () -> normalised(pixels, type));
    }

    private NDArray normalised(NDArray pixels, DataType type) {
        Shape shape = pixels.getShape();
        double[] scale = new double[CHANNELS];
        double[] shift = new double[CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            scale[c] = 1 / (255 * standardDeviation()[c]);
            shift[c] = mean()[c] / standardDeviation()[c];
        }
        // A row at a time: three values would be too few for the engine to work on at once.
        int columns = Math.toIntExact(shape.get(2));
        return pixels.reshape(-1, (long) columns * CHANNELS)
                .toType(type, true)
                .muli(row(pixels, scale, columns, type))
                .subi(row(pixels, shift, columns, type))
                .reshape(shape)
                .transpose(0, 3, 1, 2);
    }

    private static NDArray row(NDArray like, double[] values, int columns, DataType type) {
        double[] row = new double[columns * CHANNELS];
        for (int i = 0; i < row.length; i++) {
            row[i] = values[i % CHANNELS];
        }
        return like.getManager().create(row).toType(type, false);
    }
}
