package io.unmask.train.optimizer;

import ai.djl.ndarray.NDArray;
import io.unmask.config.Check;
import java.util.List;

/** The step that Adam and AdamW share; they differ in weight decay alone. */
final class Moments {
    private static final String FIRST = "exp_avg";
    private static final String SECOND = "exp_avg_sq";
    private static final String HIGHEST = "max_exp_avg_sq";

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

    /**
     * The step, with the gradients as room for intermediate values where that is possible: on a large network a
     * vector of its own costs more than the arithmetic, since fresh memory has to be paged in.
     */
    static void step(Update update, List<Double> betas, double eps, boolean amsgrad) {
        double beta1 = betas.get(0);
        double beta2 = betas.get(1);
        NDArray gradients = update.gradients();
        NDArray first = update.vector(FIRST);
        NDArray second = update.vector(SECOND);
        gradients.muli(1 - beta1);
        first.muli(beta1).addi(gradients);
        gradients.muli(gradients).muli((1 - beta2) / ((1 - beta1) * (1 - beta1)));
        second.muli(beta2).addi(gradients);
        NDArray denominator = update.scratch(highest(update, second, amsgrad).sqrt());
        // PyTorch adds eps after the bias correction of the second moment.
        denominator.divi(Math.sqrt(1 - Math.pow(beta2, (double) update.step()))).addi(eps);
        double size = update.learningRate() / (1 - Math.pow(beta1, (double) update.step()));
        update.weights().subi(update.scratch(first.div(denominator)).muli(size));
    }

    private static NDArray highest(Update update, NDArray second, boolean amsgrad) {
        if (!amsgrad) {
            return second;
        }
        NDArray highest = update.vector(HIGHEST);
        // A maximum in place does not exist; adding the positive differences makes the same vector.
        highest.addi(update.scratch(second.sub(highest)).maximum(0));
        return highest;
    }
}
