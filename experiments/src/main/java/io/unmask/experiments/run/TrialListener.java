package io.unmask.experiments.run;

import io.unmask.data.BuildListener;
import io.unmask.train.TrainingListener;

/** Hears how a trial goes, from the making of its data to the scoring of its test sets. */
interface TrialListener extends TrainingListener {
    /** Hears of the making of caches. */
    BuildListener buildListener();

    /** Hears something that happens once. */
    void message(String text);

    /** Hears how many pictures will be scored after the training, so that estimates can count them. */
    void scoringAhead(long pictures);

    /** Hears that a set is being scored under a loss of quality. */
    void perturbed(SuiteStep step);

    /**
     * Where a robustness suite is.
     *
     * @param set the test set
     * @param loss name of the loss of quality
     * @param level its level
     * @param pictures pictures of the set
     * @param done files of scores that were written before this one
     * @param total files of scores that are to be written
     */
    record SuiteStep(String set, String loss, int level, int pictures, int done, int total) {}

    /** Hears that a set is being scored. */
    void scoring(String set, int pictures);
}
