package io.unmask.experiments.run;

import io.unmask.config.BadInputException;
import io.unmask.config.ConfigWriter;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.store.Manifest;
import io.unmask.experiments.store.Provenance;
import io.unmask.experiments.store.RunFolder;
import io.unmask.experiments.store.RunLock;
import io.unmask.experiments.store.TrialFolder;
import io.unmask.files.WholeFile;
import io.unmask.report.Report;
import io.unmask.train.DivergedException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs what is unfinished of an experiment, one trial after the other, then writes its report. A trial that
 * fails does not stop the others.
 */
public final class ExperimentRunner {
    /** The launcher knows whether standard error is a terminal; Java only tells of input and output together. */
    static final boolean TERMINAL = Boolean.getBoolean("unmask.terminal");

    private final Plan plan;
    private final RunFolder folder;
    private final Path cache;
    private final PrintStream log;

    /**
     * A run of an experiment.
     *
     * @param plan its trials
     * @param folder where they leave their results
     * @param cache where made data is kept, for all experiments
     * @param log where progress goes
     */
    public ExperimentRunner(Plan plan, RunFolder folder, Path cache, PrintStream log) {
        this.plan = plan;
        this.folder = folder;
        this.cache = cache;
        this.log = log;
    }

    /** Whether every trial and the report are there. */
    public boolean isFinished() {
        return Files.exists(folder.finished()) && unfinished().isEmpty();
    }

    /**
     * What a run came to.
     *
     * @param report the report over all finished trials
     * @param trained trials that this run finished; 0 if there was nothing left to do
     * @param failures why trials failed, a line each
     */
    public record Outcome(Report report, int trained, List<String> failures) {}

    /**
     * Runs it.
     *
     * @throws BadInputException if the input or the environment is at fault, or the folder holds another experiment
     * @throws InterruptedException if the thread was interrupted; the next run resumes
     */
    @SuppressWarnings("try") // the lock is held, not used
    public Outcome run() throws InterruptedException {
        try (RunLock lock = RunLock.take(folder)) {
            requireSameExperiment();
            List<Trial> unfinished = unfinished();
            StartingWeights.require(new Plan(plan.experiment(), unbegun(unfinished)), cache);
            List<String> failures = new ArrayList<>();
            Estimate estimate = new Estimate(unfinished.size());
            for (Trial trial : unfinished) {
                estimate.begin();
                try {
                    runTrial(trial, estimate);
                } catch (DivergedException e) {
                    failures.add(trial.id() + ": " + e.getMessage());
                    log.println(trial.id() + " failed: " + e.getMessage());
                }
                estimate.end();
            }
            Report report = ExperimentReport.write(plan, folder);
            if (failures.isEmpty()) {
                finish();
            }
            return new Outcome(report, unfinished.size() - failures.size(), failures);
        }
    }

    private void finish() {
        new Manifest()
                .with("program", Provenance.program())
                .with("trials", Map.of("finished", plan.trials().size()))
                .write(folder.finished());
    }

    private List<Trial> unfinished() {
        return plan.trials().stream()
                .filter(trial -> !folder.trial(trial.folder()).isFinished())
                .toList();
    }

    /** Those without a checkpoint to go on from. */
    private List<Trial> unbegun(List<Trial> trials) {
        return trials.stream()
                .filter(trial -> !Files.exists(folder.trial(trial.folder()).lastCheckpoint()))
                .toList();
    }

    private void runTrial(Trial trial, Estimate estimate) throws InterruptedException {
        String title = "[" + estimate.number() + "/" + estimate.count() + "] " + trial.id();
        var progress = new TrialProgress(log, TERMINAL, title, estimate::secondsLeft);
        WholeFile.write(folder.trial(trial.folder()).trialYaml(), trial.yaml());
        new TrialRunner(trial, folder.trial(trial.folder()), cache, progress).run();
    }

    /** Settings of a trial that already has a folder must be those that made it; other results are never mixed in. */
    private void requireSameExperiment() {
        for (Trial trial : plan.trials()) {
            TrialFolder trialFolder = folder.trial(trial.folder());
            // One that has trained nothing yet may be begun with other settings: a corrected path, say.
            if (trialFolder.isFinished() || Files.exists(trialFolder.lastCheckpoint())) {
                SettingsRecord.requireSame(trialFolder.trialYaml(), trial.yaml());
            }
        }
        WholeFile.write(folder.experimentYaml(), ConfigWriter.yaml(plan.experiment()));
    }
}
