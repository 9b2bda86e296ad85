package io.unmask.model.loss;

import ai.djl.ndarray.NDArray;
import io.unmask.config.Family;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;

/** What training minimises, or a part of it. */
@Family("loss")
public interface Loss {
    /**
     * The loss of a batch. A loss that cannot take labels between the classes says so through
     * {@link Targets#requireHard}; one that needs more than logits takes it from {@link Prediction#require}.
     *
     * @return a scalar
     * @throws io.unmask.config.BadInputException if the detector or the data do not give what it needs
     */
    NDArray of(Prediction prediction, Targets targets);
}
