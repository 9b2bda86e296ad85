package io.unmask.experiments.run;

/** How far a run is, and how long the rest will take if the trials to come take as long as those before. */
final class Estimate {
    private static final double NANOS = 1e9;

    private final int count;
    private int number;
    private long firstBegin;
    private long begin;
    private double finishedSeconds;

    Estimate(int count) {
        this.count = count;
    }

    void begin() {
        number++;
        begin = System.nanoTime();
        firstBegin = number == 1 ? begin : firstBegin;
    }

    void end() {
        finishedSeconds = (System.nanoTime() - firstBegin) / NANOS;
    }

    /** The trial that is running, counted from 1. */
    int number() {
        return number;
    }

    /** Trials of this run. */
    int count() {
        return count;
    }

    /** Seconds for the rest of the run, given those for the rest of the trial's training. */
    double secondsLeft(double trialSecondsLeft) {
        int finished = number - 1;
        double elapsed = (System.nanoTime() - begin) / NANOS;
        double aTrial = finished == 0 ? elapsed + trialSecondsLeft : finishedSeconds / finished;
        return trialSecondsLeft + (count - number) * aTrial;
    }
}
