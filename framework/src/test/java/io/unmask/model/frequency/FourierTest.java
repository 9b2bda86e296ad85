package io.unmask.model.frequency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.BadInputException;
import io.unmask.model.backbone.Filler;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against sums that follow the definitions word by word. */
class FourierTest {
    private static double[] image(int height, int width) {
        float[] values = Filler.values("image", height * width, 1, 0);
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    /** Real and imaginary part at (u, v). */
    private static double[] coefficient(double[] image, int height, int width, int u, int v) {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < image.length; i++) {
            double angle = -2 * Math.PI * ((double) u * (i / width) / height + (double) v * (i % width) / width);
            real += image[i] * Math.cos(angle);
            imaginary += image[i] * Math.sin(angle);
        }
        return new double[] {real, imaginary};
    }

    @ParameterizedTest
    @CsvSource({"6, 8", "5, 7", "8, 5", "1, 4", "37, 20"})
    void spectrum_isTheDefinition_andTheInverseTheWayBack(int height, int width) {
        double[] image = image(height, width);
        int columns = width / 2 + 1;
        double[] real = new double[height * columns];
        double[] imaginary = new double[height * columns];
        for (int i = 0; i < real.length; i++) {
            double[] value = coefficient(image, height, width, i / columns, i % columns);
            real[i] = value[0];
            imaginary[i] = value[1];
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            Fourier2d fourier = new Fourier2d(height, width);
            Fourier2d.Spectrum spectrum = fourier.forward(manager.create(image, new Shape(1, 1, height, width)));
            assertArrayEquals(real, spectrum.real().toDoubleArray(), 1e-11);
            assertArrayEquals(imaginary, spectrum.imaginary().toDoubleArray(), 1e-11);
            assertArrayEquals(image, fourier.inverse(spectrum).toDoubleArray(), 1e-12);
        }
    }

    /** irfft2 of X · W: the inverse over the rows, then from columns 0 … W/2 to real rows. */
    private static double[] filtered(double[] image, float[] weight, int height, int width) {
        int columns = width / 2 + 1;
        double[] out = new double[image.length];
        for (int k = 0; k < columns; k++) {
            double[][] rows = new double[height][2];
            for (int u = 0; u < height; u++) {
                double[] c = coefficient(image, height, width, u, k);
                double wr = weight[(u * columns + k) * 2];
                double wi = weight[(u * columns + k) * 2 + 1];
                for (int y = 0; y < height; y++) {
                    double angle = 2 * Math.PI * u * y / height;
                    double real = c[0] * wr - c[1] * wi;
                    double imaginary = c[0] * wi + c[1] * wr;
                    rows[y][0] += (real * Math.cos(angle) - imaginary * Math.sin(angle)) / height;
                    rows[y][1] += (real * Math.sin(angle) + imaginary * Math.cos(angle)) / height;
                }
            }
            boolean alone = k == 0 || 2 * k == width;
            for (int i = 0; i < out.length; i++) {
                double angle = 2 * Math.PI * k * (i % width) / width;
                double[] row = rows[i / width];
                double value =
                        alone ? row[0] * Math.cos(angle) : 2 * (row[0] * Math.cos(angle) - row[1] * Math.sin(angle));
                out[i] += value / width;
            }
        }
        return out;
    }

    @ParameterizedTest
    @CsvSource({"FLOAT64, 6, 8, 1e-12", "FLOAT64, 5, 7, 1e-12", "FLOAT32, 12, 16, 1e-6", "FLOAT32, 9, 6, 1e-6"})
    void globalFilter_isTheDefinition(DataType type, int height, int width, double tolerance) {
        try (NDManager manager = NDManager.newBaseManager()) {
            GlobalFilter filter = new GlobalFilter(1, height, width);
            Parameters parameters = Parameters.allocate(filter, manager, type);
            float[] weight = Filler.values("weight", height * (width / 2 + 1) * 2, 1, 0);
            parameters.set("complex_weight", weight);
            double[] image = image(height, width);
            NDArray x = manager.create(image, new Shape(1, 1, height, width)).toType(type, false);
            double[] found = filter.forward(x, Pass.evaluation())
                    .toType(DataType.FLOAT64, false)
                    .toDoubleArray();
            double[] expected = filtered(image, weight, height, width);
            double largest = 0;
            for (double value : expected) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertArrayEquals(expected, found, tolerance * largest);
            assertThrows(
                    BadInputException.class,
                    () -> filter.forward(manager.zeros(new Shape(1, 1, height + 1, width)), Pass.evaluation()));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.1", "0.4"})
    void highPass_takesSlowWavesOutAndLeavesFastOnes(double cutOff) {
        try (NDManager manager = NDManager.newBaseManager()) {
            int side = 16;
            float[] slow = new float[side * side];
            float[] fast = new float[side * side];
            for (int i = 0; i < slow.length; i++) {
                slow[i] = 3; // brightness alone
                fast[i] = (i / side) % 2 == 0 ? 1 : -1;
            }
            HighPassFilter filter = new HighPassFilter(cutOff);
            Shape shape = new Shape(1, 1, side, side);
            NDArray nothing = filter.forward(manager.create(slow, shape), Pass.evaluation());
            assertEquals(0, nothing.abs().max().getFloat(), 1e-5);
            assertArrayEquals(
                    fast,
                    filter.forward(manager.create(fast, shape), Pass.evaluation())
                            .toFloatArray(),
                    1e-5f);
        }
    }
}
