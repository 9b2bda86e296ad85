package io.unmask.evaluate;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * Probability of being fake as sigmoid(intercept + weights · features), fitted by Newton's method to the least mean
 * log loss plus half of {@code ridge} times the squared length of the weights; the intercept is free. The loss is convex
 * and, with a ridge above 0, has one minimum, also where the classes can be divided without a mistake.
 *
 * @param intercept log-odds where all features are 0
 * @param weights change of log-odds with each feature
 */
public record LogisticRegression(double intercept, double[] weights) {
    private static final int MOST_STEPS = 200;
    private static final int MOST_HALVINGS = 40;
    private static final double CONVERGED = 1e-12;

    /**
     * Fits.
     *
     * @param features a row of equal length for each sample
     * @param targets a probability for each row, 0 for real and 1 for fake
     * @param ridge above 0
     * @throws IllegalArgumentException if there are no rows, or not as many targets
     */
    public static LogisticRegression fit(double[][] features, double[] targets, double ridge) {
        if (features.length == 0 || features.length != targets.length || !(ridge > 0)) {
            throw new IllegalArgumentException(
                    features.length + " rows, " + targets.length + " targets, ridge " + ridge);
        }
        RealVector at = new ArrayRealVector(features[0].length + 1);
        double loss = loss(features, targets, ridge, at);
        for (int step = 0; step < MOST_STEPS; step++) {
            RealVector gradient = gradient(features, targets, ridge, at);
            RealVector direction = new CholeskyDecomposition(curvature(features, ridge, at))
                    .getSolver()
                    .solve(gradient);
            double expected = gradient.dotProduct(direction);
            if (expected < CONVERGED) {
                break;
            }
            // Full steps may overshoot far from the minimum; half of one, half of that and so on always goes down.
            double size = 1;
            RealVector next = at.subtract(direction);
            for (int halving = 0; halving < MOST_HALVINGS && loss(features, targets, ridge, next) > loss; halving++) {
                size /= 2;
                next = at.subtract(direction.mapMultiply(size));
            }
            at = next;
            loss = loss(features, targets, ridge, at);
        }
        double[] weights = at.getSubVector(1, features[0].length).toArray();
        return new LogisticRegression(at.getEntry(0), weights);
    }

    /** Log-odds of being fake. */
    public double logOdds(double... features) {
        double sum = intercept;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * features[i];
        }
        return sum;
    }

    /** Probability of being fake. */
    public double probability(double... features) {
        return 1 / (1 + Math.exp(-logOdds(features)));
    }

    private static double logOdds(double[] row, RealVector at) {
        double sum = at.getEntry(0);
        for (int i = 0; i < row.length; i++) {
            sum += at.getEntry(i + 1) * row[i];
        }
        return sum;
    }

    private static double loss(double[][] features, double[] targets, double ridge, RealVector at) {
        double sum = 0;
        for (int n = 0; n < features.length; n++) {
            double z = logOdds(features[n], at);
            // log(1 + e^z) − t z, without overflow.
            sum += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - targets[n] * z;
        }
        double length = at.dotProduct(at) - at.getEntry(0) * at.getEntry(0);
        return sum / features.length + ridge * length / 2;
    }

    private static RealVector gradient(double[][] features, double[] targets, double ridge, RealVector at) {
        RealVector sum = new ArrayRealVector(at.getDimension());
        for (int n = 0; n < features.length; n++) {
            double residual = 1 / (1 + Math.exp(-logOdds(features[n], at))) - targets[n];
            sum.addToEntry(0, residual / features.length);
            for (int i = 0; i < features[n].length; i++) {
                sum.addToEntry(i + 1, residual * features[n][i] / features.length);
            }
        }
        for (int i = 1; i < at.getDimension(); i++) {
            sum.addToEntry(i, ridge * at.getEntry(i));
        }
        return sum;
    }

    private static RealMatrix curvature(double[][] features, double ridge, RealVector at) {
        int size = at.getDimension();
        double[][] sum = new double[size][size];
        double[] row = new double[size];
        row[0] = 1;
        for (double[] sample : features) {
            double p = 1 / (1 + Math.exp(-logOdds(sample, at)));
            // Far from the minimum every probability may be 0 or 1, and the curvature with it.
            double weight = Math.max(p * (1 - p), 1e-10) / features.length;
            System.arraycopy(sample, 0, row, 1, sample.length);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    sum[i][j] += weight * row[i] * row[j];
                }
            }
        }
        for (int i = 1; i < size; i++) {
            sum[i][i] += ridge;
        }
        return new Array2DRowRealMatrix(sum, false);
    }
}
