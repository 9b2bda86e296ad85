package io.unmask.experiments.run;

import ai.djl.Device;
import io.unmask.experiments.plan.Experiment;
import io.unmask.train.TensorFloat;
import io.unmask.train.Torch;
import io.unmask.train.precision.Precision;

/** Loads the native engine as a trial wants it. */
public final class TrialEngine {
    private TrialEngine() {}

    /**
     * Sets threads, precision and tuning, loads the engine and finds the device.
     *
     * @param device the setting of the experiment, or the one GPU that this process has been given
     * @throws io.unmask.config.BadInputException if the device is not there, or cannot compute as precisely as is wanted
     */
    public static Device start(Experiment config, String device) {
        Precision precision = config.train().precision();
        Torch.start(config.resolvedThreads(), precision);
        Device place = Torch.device(device);
        Torch.devices(place, config.train().replicas()).forEach(precision::require);
        if (place.isGpu()) {
            TensorFloat.require(precision.roundsProducts());
        }
        Torch.tuneConvolutions(config.cudnnBenchmark());
        return place;
    }
}
