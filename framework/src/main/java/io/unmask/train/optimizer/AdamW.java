package io.unmask.train.optimizer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import java.util.List;

/** Adam with decoupled weight decay (Loshchilov and Hutter 2019), as {@code torch.optim.AdamW}. */
@JsonTypeName("adamw")
@AutoService(Optimizer.class)
@Doc("AdamW as in PyTorch; weight decay shrinks the weights directly.")
public record AdamW(
        @Doc("Step size.") @Default("1e-3") double learningRate,

        @Doc("Memory of the gradient and of its square.") @Default("[0.9, 0.999]")
        List<Double> betas,

        @Doc("Added to the root of the second moment.") @Default("1e-8")
        double eps,

        @Doc("Part of a weight, times the step size, that a step takes away.") @Default("1e-2")
        double weightDecay,

        @Doc("Whether the second moment never falls (AMSGrad).") @Default("false")
        boolean amsgrad,

        @Doc("Whether 1-D parameters and biases get no weight decay, as in timm.") @Default("false")
        boolean noDecayOn1d)
        implements Optimizer {
    /** Checks the settings. */
    public AdamW {
        betas = Moments.checked(learningRate, betas, eps, weightDecay);
    }

    @Override
    public List<String> vectors() {
        return Moments.vectors(amsgrad);
    }

    @Override
    public void apply(Update update) {
        update.shrinkWeights(weightDecay);
        MomentsStep.apply(update, betas, eps, amsgrad);
    }
}
