package io.unmask.experiments.run;

import io.unmask.experiments.store.EventFile;
import io.unmask.train.EpochResult;
import io.unmask.train.StepPhase;
import io.unmask.train.TrainingListener;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes every epoch for TensorBoard as it ends, and hands everything on. A kill between an epoch and its event loses the
 * event alone; the numbers are in the history.
 *
 * @param events the file
 * @param metricsOf on what the metrics are measured: the group of their tags
 * @param next who else listens
 */
record EpochEvents(EventFile events, String metricsOf, TrainingListener next) implements TrainingListener {
    @Override
    public void step(StepProgress progress) {
        next.step(progress);
    }

    @Override
    public void phase(StepPhase phase) {
        next.phase(phase);
    }

    @Override
    public void epoch(EpochResult result) {
        Map<String, Double> scalars = new LinkedHashMap<>();
        scalars.put("train/loss", result.trainLoss());
        scalars.put("train/learning_rate", result.learningRate());
        scalars.put("train/images_per_second", result.imagesPerSecond());
        result.metrics().forEach((name, value) -> scalars.put(metricsOf + "/" + name, value));
        events.append(result.epoch(), scalars);
        next.epoch(result);
    }
}
