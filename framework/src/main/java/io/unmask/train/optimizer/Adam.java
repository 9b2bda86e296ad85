package io.unmask.train.optimizer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import java.util.List;

/** Adam (Kingma and Ba 2015) with L2 weight decay, as {@code torch.optim.Adam}. */
@JsonTypeName("adam")
@AutoService(Optimizer.class)
@Doc("Adam as in PyTorch; weight decay is L2, added to the gradient.")
public record Adam(
        @Doc("Step size.") @Default("1e-3") double learningRate,

        @Doc("Memory of the gradient and of its square.") @Default("[0.9, 0.999]")
        List<Double> betas,

        @Doc("Added to the root of the second moment.") @Default("1e-8")
        double eps,

        @Doc("L2 factor, added to the gradient.") @Default("0")
        double weightDecay,

        @Doc("Whether the second moment never falls (AMSGrad).") @Default("false")
        boolean amsgrad,

        @Doc("Whether 1-D parameters and biases get no weight decay, as in timm.") @Default("false")
        boolean noDecayOn1d)
        implements Optimizer {
    /** Checks the settings. */
    public Adam {
        betas = Moments.checked(learningRate, betas, eps, weightDecay);
    }

    @Override
    public List<String> vectors() {
        return Moments.vectors(amsgrad);
    }

    @Override
    public void apply(Update update) {
        update.addDecayToGradients(weightDecay);
        MomentsStep.apply(update, betas, eps, amsgrad);
    }
}
