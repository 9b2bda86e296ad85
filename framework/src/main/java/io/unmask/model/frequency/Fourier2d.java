package io.unmask.model.frequency;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.Check;

/**
 * The Fourier transform of real maps of one size and back, as products with matrices of sines and cosines:
 * differentiable on every device and in float64, where libtorch's transform through DJL is not. Equal to
 * {@code rfft2} and {@code irfft2}: only columns 0 … W/2 of the spectrum are held, and the inverse ignores the
 * imaginary parts of columns 0 and W/2 after the transform over the rows.
 */
final class Fourier2d {
    private final int height;
    private final int width;
    private final int columns;

    /**
     * A spectrum in its two parts.
     *
     * @param real (N, C, H, W/2 + 1)
     * @param imaginary (N, C, H, W/2 + 1)
     */
    record Spectrum(NDArray real, NDArray imaginary) {}

    /** For maps of this size. */
    Fourier2d(int height, int width) {
        Check.that(height > 0, "height", height, "must be above 0");
        Check.that(width > 0, "width", width, "must be above 0");
        this.height = height;
        this.width = width;
        this.columns = width / 2 + 1;
    }

    /** (N, C, H, W) to its spectrum, not normalised. */
    Spectrum forward(NDArray x) {
        Waves across = new Waves(width, columns);
        Waves down = new Waves(height, height);
        NDArray real = x.matMul(across.cosines(x));
        NDArray imaginary = x.matMul(across.sines(x)).neg();
        NDArray cosines = down.cosines(x);
        NDArray sines = down.sines(x);
        return new Spectrum(
                cosines.matMul(real).add(sines.matMul(imaginary)),
                cosines.matMul(imaginary).sub(sines.matMul(real)));
    }

    /** A spectrum to (N, C, H, W), divided by H·W. */
    NDArray inverse(Spectrum spectrum) {
        Waves across = new Waves(width, columns);
        Waves down = new Waves(height, height);
        NDArray like = spectrum.real;
        NDArray cosines = down.cosines(like);
        NDArray sines = down.sines(like);
        NDArray real = cosines.matMul(like).sub(sines.matMul(spectrum.imaginary));
        NDArray imaginary = cosines.matMul(spectrum.imaginary).add(sines.matMul(like));
        // A column that is not held is the mirror of one that is: those in between count twice.
        NDArray twice = weights(like);
        return real.mul(twice)
                .matMul(across.cosines(like).transpose())
                .sub(imaginary.mul(twice).matMul(across.sines(like).transpose()));
    }

    /** Chooses frequencies, each as shares -1..1 of the highest one along rows and columns. */
    interface Choice {
        boolean keeps(double down, double across);
    }

    /** (H, W/2 + 1): 1 where a frequency is kept, 0 elsewhere; of the type and on the manager of {@code like}. */
    NDArray mask(NDArray like, Choice choice) {
        double[] mask = new double[height * columns];
        for (int i = 0; i < mask.length; i++) {
            int row = i / columns;
            int signed = 2 * row <= height ? row : row - height;
            mask[i] = choice.keeps(2.0 * signed / height, 2.0 * (i % columns) / width) ? 1 : 0;
        }
        return placed(mask, new Shape(height, columns), like);
    }

    private NDArray weights(NDArray like) {
        double[] weights = new double[columns];
        for (int k = 0; k < columns; k++) {
            boolean alone = k == 0 || 2 * k == width;
            weights[k] = (alone ? 1.0 : 2.0) / height / width;
        }
        return placed(weights, new Shape(columns), like);
    }

    /** On the manager of an activation, so that it is freed with it. */
    private static NDArray placed(double[] values, Shape shape, NDArray like) {
        NDManager manager = like.getManager();
        return manager.create(values, shape).toDevice(like.getDevice(), false).toType(like.getDataType(), false);
    }

    /**
     * cos and sin of 2π · position · frequency / positions.
     *
     * @param positions rows of the matrix
     * @param frequencies columns of it
     */
    private record Waves(int positions, int frequencies) {
        NDArray cosines(NDArray like) {
            return matrix(like, 0.25);
        }

        NDArray sines(NDArray like) {
            return matrix(like, 0);
        }

        private NDArray matrix(NDArray like, double quarterTurns) {
            double[] values = new double[positions * frequencies];
            for (int i = 0; i < values.length; i++) {
                // The remainder in whole numbers keeps the angle exact for long axes.
                long step = (long) (i / frequencies) * (i % frequencies) % positions;
                values[i] = Math.sin(2 * Math.PI * ((double) step / positions + quarterTurns));
            }
            return placed(values, new Shape(positions, frequencies), like);
        }
    }
}
