package io.unmask.train.optimizer;

import io.unmask.config.Check;
import java.util.List;

/** The settings and vectors that Adam and AdamW share; they differ in weight decay alone. */
final class Moments {
    static final String FIRST = "exp_avg";
    static final String SECOND = "exp_avg_sq";
    static final String HIGHEST = "max_exp_avg_sq";

    private Moments() {}

    static List<Double> checked(double learningRate, List<Double> betas, double eps, double weightDecay) {
        Check.that(learningRate > 0, "learningRate", learningRate, "must be above 0");
        Check.that(
                betas.size() == 2 && betas.stream().allMatch(beta -> beta >= 0 && beta < 1),
                "betas",
                betas,
                "must be two numbers from 0 to below 1");
        Check.that(eps >= 0, "eps", eps, "must not be negative");
        Check.that(weightDecay >= 0, "weightDecay", weightDecay, "must not be negative");
        return List.copyOf(betas);
    }

    static List<String> vectors(boolean amsgrad) {
        return amsgrad ? List.of(FIRST, SECOND, HIGHEST) : List.of(FIRST, SECOND);
    }
}
