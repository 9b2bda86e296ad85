package io.unmask.experiments.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unmask.config.Components;
import io.unmask.experiments.plan.Experiment;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.run.TrialEngine;
import io.unmask.experiments.store.Provenance;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.nn.Parameters;
import io.unmask.random.Seeds;
import io.unmask.train.precision.Precision;

/**
 * The network of a trial with random weights on its device.
 *
 * @param trial whose settings
 * @param before MiB that were resident before it was made
 * @param manager of the device
 * @param net the network
 * @param parameters where it lies
 */
record PlacedNetwork(Trial trial, long before, NDManager manager, DetectorNet net, Parameters parameters)
        implements AutoCloseable {
    /** Makes it, as a run would. */
    static PlacedNetwork of(Trial trial) {
        Experiment config = trial.config();
        Device device = TrialEngine.start(config, config.device());
        long before = Provenance.residentMebibytes();
        NDManager manager = NDManager.newBaseManager(device);
        DetectorNet net = config.model().build(config.data().input());
        return new PlacedNetwork(
                trial, before, manager, net, Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1)));
    }

    Experiment config() {
        return trial.config();
    }

    Device device() {
        return manager.getDevice();
    }

    /** The precision of training. */
    String trainingPrecision() {
        return Components.nameOf(config().train().precision().getClass());
    }

    /** That of scoring, in which half precision has no part. */
    String scoringPrecision() {
        Precision precision = config().train().precision();
        return precision.roundsProducts() ? trainingPrecision() : "fp32";
    }

    /** Reads its memory. */
    MemoryGauge gauge() {
        return new MemoryGauge(device(), before);
    }

    @Override
    public void close() {
        manager.close();
    }
}
