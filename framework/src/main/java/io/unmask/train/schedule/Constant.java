package io.unmask.train.schedule;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Doc;

/** One rate for the whole training. */
@JsonTypeName("constant")
@AutoService(Schedule.class)
@Doc("The learning rate of the optimiser, from the first step to the last.")
public record Constant() implements Schedule {
    @Override
    public double learningRate(double base, Progress progress) {
        return base;
    }
}
