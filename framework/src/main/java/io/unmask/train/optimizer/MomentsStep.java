package io.unmask.train.optimizer;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.unmask.model.nn.Script;
import java.util.List;

/**
 * The step that Adam and AdamW share: PyTorch's own, one pass over memory where operations of DJL are a dozen. Apart from
 * {@link Moments}, since this class starts the engine, and reading a configuration must not.
 */
final class MomentsStep {
    private static final Script ADAM = Script.inPlace(
            "weights: Tensor, gradients: Tensor, first: Tensor, second: Tensor, highest: List[Tensor], step: Tensor,"
                    + " rate: float, beta1: float, beta2: float, eps: float, amsgrad: bool",
            "torch._fused_adam_([weights], [gradients], [first], [second], highest, [step], lr=rate, beta1=beta1,"
                    + " beta2=beta2, weight_decay=0., eps=eps, amsgrad=amsgrad, maximize=False)");

    private MomentsStep() {}

    static void apply(Update update, List<Double> betas, double eps, boolean amsgrad) {
        NDManager scratch = update.gradients().getManager();
        ADAM.run(
                update.weights(),
                update.gradients(),
                update.vector(Moments.FIRST),
                update.vector(Moments.SECOND),
                amsgrad ? new NDList(update.vector(Moments.HIGHEST)) : new NDList(),
                scratch.create((float) update.step()),
                update.learningRate(),
                betas.get(0),
                betas.get(1),
                eps,
                amsgrad);
    }
}
