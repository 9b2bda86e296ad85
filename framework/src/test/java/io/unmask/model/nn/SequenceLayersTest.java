package io.unmask.model.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.random.Seeds;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Layers of sequences against their definitions, computed number by number. */
class SequenceLayersTest {
    private static final int STEPS = 5;
    private static final int INPUTS = 3;
    private static final int HIDDEN = 4;

    private static double[] weights(Parameters parameters, String name) {
        return parameters.get(name).array().toDoubleArray();
    }

    private static double[] noise(int count) {
        Random random = new Random(3);
        return IntStream.range(0, count).mapToDouble(i -> random.nextGaussian()).toArray();
    }

    /** The states of one way, step after step. */
    private static double[][] states(Parameters parameters, String suffix, double[] x, boolean backwards) {
        double[] wi = weights(parameters, "weight_ih_l0" + suffix);
        double[] wh = weights(parameters, "weight_hh_l0" + suffix);
        double[] bi = weights(parameters, "bias_ih_l0" + suffix);
        double[] bh = weights(parameters, "bias_hh_l0" + suffix);
        double[][] states = new double[STEPS][HIDDEN];
        double[] h = new double[HIDDEN];
        double[] c = new double[HIDDEN];
        for (int i = 0; i < STEPS; i++) {
            int t = backwards ? STEPS - 1 - i : i;
            double[] gates = new double[4 * HIDDEN];
            for (int g = 0; g < gates.length; g++) {
                gates[g] = bi[g] + bh[g];
                for (int k = 0; k < INPUTS; k++) {
                    gates[g] += wi[g * INPUTS + k] * x[t * INPUTS + k];
                }
                for (int k = 0; k < HIDDEN; k++) {
                    gates[g] += wh[g * HIDDEN + k] * h[k];
                }
            }
            h = h.clone();
            for (int k = 0; k < HIDDEN; k++) {
                double input = sigmoid(gates[k]);
                double forget = sigmoid(gates[HIDDEN + k]);
                double output = sigmoid(gates[3 * HIDDEN + k]);
                c[k] = forget * c[k] + input * Math.tanh(gates[2 * HIDDEN + k]);
                h[k] = output * Math.tanh(c[k]);
            }
            states[t] = h;
        }
        return states;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Test
    void lstmOfBothWays_isTheOneOfItsDefinition() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Lstm lstm = new Lstm(INPUTS, HIDDEN, true);
            Parameters parameters = Parameters.place(lstm, manager, DataType.FLOAT64, Seeds.of(5));
            double[] x = noise(STEPS * INPUTS);
            NDArray y = lstm.forward(manager.create(x, new Shape(1, STEPS, INPUTS)), Pass.evaluation());
            assertEquals(new Shape(1, STEPS, 2 * HIDDEN), y.getShape());
            double[][] forwards = states(parameters, "", x, false);
            double[][] backwards = states(parameters, "_reverse", x, true);
            for (int t = 0; t < STEPS; t++) {
                double[] both = y.get("0, " + t).toDoubleArray();
                assertArrayEquals(forwards[t], Arrays.copyOf(both, HIDDEN), 1e-12);
                assertArrayEquals(backwards[t], Arrays.copyOfRange(both, HIDDEN, 2 * HIDDEN), 1e-12);
            }
        }
    }

    @Test
    void transformerLayer_weighsValuesBySoftmaxOfEachHead() {
        try (NDManager manager = NDManager.newBaseManager()) {
            TransformerLayer layer = new TransformerLayer(4, 2, 8, 0);
            Parameters parameters = Parameters.place(layer, manager, DataType.FLOAT64, Seeds.of(5));
            // Without what comes after attention, the layer is x + out(attention(norm1(x))).
            parameters.set("linear2.weight", new float[32]);
            parameters.set("linear2.bias", new float[4]);
            double[] x = noise(12);
            double[] y = layer.forward(manager.create(x, new Shape(1, 3, 4)), Pass.evaluation())
                    .toDoubleArray();
            double[][] attended = attention(weights(parameters, "self_attn.in_proj_weight"), normed(x));
            double[] out = weights(parameters, "self_attn.out_proj.weight");
            for (int t = 0; t < 3; t++) {
                for (int i = 0; i < 4; i++) {
                    double expected = x[4 * t + i];
                    for (int k = 0; k < 4; k++) {
                        expected += out[4 * i + k] * attended[t][k];
                    }
                    assertEquals(expected, y[4 * t + i], 1e-6);
                }
            }
        }
    }

    private static double[][] normed(double[] x) {
        double[][] rows = new double[3][4];
        for (int t = 0; t < 3; t++) {
            double mean = 0;
            double squares = 0;
            for (int i = 0; i < 4; i++) {
                mean += x[4 * t + i] / 4;
            }
            for (int i = 0; i < 4; i++) {
                squares += Math.pow(x[4 * t + i] - mean, 2) / 4;
            }
            for (int i = 0; i < 4; i++) {
                rows[t][i] = (x[4 * t + i] - mean) / Math.sqrt(squares + 1e-5);
            }
        }
        return rows;
    }

    /** Two heads of two numbers each; biases are 0. */
    private static double[][] attention(double[] projection, double[][] rows) {
        double[][] attended = new double[3][4];
        for (int head = 0; head < 2; head++) {
            for (int t = 0; t < 3; t++) {
                double[] weights = new double[3];
                double sum = 0;
                for (int s = 0; s < 3; s++) {
                    double alike = 0;
                    for (int k = 2 * head; k < 2 * head + 2; k++) {
                        alike += projected(projection, k, rows[t]) * projected(projection, 4 + k, rows[s]);
                    }
                    weights[s] = Math.exp(alike / Math.sqrt(2));
                    sum += weights[s];
                }
                for (int k = 2 * head; k < 2 * head + 2; k++) {
                    for (int s = 0; s < 3; s++) {
                        attended[t][k] += weights[s] / sum * projected(projection, 8 + k, rows[s]);
                    }
                }
            }
        }
        return attended;
    }

    private static double projected(double[] projection, int row, double[] x) {
        double sum = 0;
        for (int k = 0; k < 4; k++) {
            sum += projection[4 * row + k] * x[k];
        }
        return sum;
    }
}
