package io.unmask.experiments.run;

import io.unmask.cluster.Cluster;
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
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Runs what is unfinished of an experiment, a few trials at a time, then writes its report. A trial that fails does not
 * stop the others; trials that come to the same settings are run once.
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

    /** Whether every trial and the report are there, of the settings that the experiment has now. */
    public boolean isFinished() {
        return Files.exists(folder.finished()) && isReported() && unfinished().isEmpty();
    }

    private boolean isReported() {
        try {
            return plan.recorded(folder.experimentYaml())
                    .experiment()
                    .report()
                    .equals(plan.experiment().report());
        } catch (BadInputException e) {
            // An older version's, which this one cannot read: the report is written anew.
            return false;
        }
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
     * Runs it in this process, a trial after the other.
     *
     * @throws BadInputException if the input or the environment is at fault for every trial, or the folder holds another
     *     experiment
     * @throws InterruptedException if the thread was interrupted; the next run resumes
     */
    public Outcome run() throws InterruptedException {
        return run(1, this::inThisProcess);
    }

    /**
     * Runs it with a process for each trial, as {@link Jobs} says.
     *
     * @param mainClass the program
     * @param arguments those of this process
     * @throws BadInputException as above
     * @throws InterruptedException as above
     */
    public Outcome run(Jobs jobs, String mainClass, List<String> arguments) throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        int threads = plan.trials().get(0).config().resolvedThreads();
        int count = jobs.count();
        if (count * threads > cores) {
            log.println(count + " jobs of " + threads + " threads each on " + cores + " cores: slower than need be."
                    + " The number of threads is part of a trial's settings; for this number of jobs set threads: "
                    + Math.max(1, cores / count) + " in a new experiment.");
        }
        return run(count, new TrialProcess(mainClass, arguments, count, jobs.gpus()));
    }

    /**
     * Runs it on a cluster: waits for trials that are in its queue already, submits the others.
     *
     * @throws BadInputException as above, or if there is no such cluster here, or it refuses
     * @throws InterruptedException if the thread was interrupted; the cluster goes on
     */
    public Outcome run(Cluster cluster, ClusterProgram program) throws InterruptedException {
        ClusterTrials trials = new ClusterTrials(cluster, folder, cache, program, log);
        List<ClusterTrials.Part> queued = new ArrayList<>();
        return run(
                1,
                (state, originals) -> queued.addAll(new QueuedTrials(state, cluster).of(originals)),
                (originals, board) -> trials.run(originals, queued, board));
    }

    /**
     * Submits to a cluster what is neither done nor in its queue, and waits for nothing.
     *
     * @return the numbers of the jobs that work on the experiment, earlier ones included
     * @throws BadInputException as above
     */
    @SuppressWarnings("try") // the lock is held, not used
    public List<String> submit(Cluster cluster, ClusterProgram program) {
        ClusterTrials trials = new ClusterTrials(cluster, folder, cache, program, log);
        try (RunLock lock = RunLock.take(folder.lock())) {
            RunState state = state();
            List<Trial> originals = originals(state.unfinished());
            List<ClusterTrials.Part> parts = new ArrayList<>(new QueuedTrials(state, cluster).of(originals));
            begin(state, originals);
            parts.addAll(trials.submit(ClusterTrials.missing(originals, parts)));
            return ClusterTrials.jobs(parts);
        }
    }

    /**
     * Runs one trial for a process that started this one, and tells it how it goes.
     *
     * @param id the trial
     * @param out takes the events
     * @throws InterruptedException if the thread was interrupted
     */
    @SuppressWarnings("try") // the lock is held, not used
    public void runOnly(String id, PrintStream out) throws InterruptedException {
        Trial trial = plan.trials().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new BadInputException(
                        "no trial " + id + " in " + plan.experiment().name()));
        // A child of a run that was killed may still be saving its checkpoint.
        try (RunLock lock = RunLock.await(folder.trial(trial.folder()).lock())) {
            inThisProcess(trial, TrialEvents.writer(out));
        }
    }

    private void inThisProcess(Trial trial, TrialListener listener) throws InterruptedException {
        new TrialRunner(
                        trial,
                        folder.trial(trial.folder()),
                        cache,
                        listener,
                        plan.experiment().device())
                .run();
    }

    /** What gets trials done. */
    private interface Work {
        /** Does them; those that failed, in the order in which they did. */
        List<TrialQueue.Failure> run(List<Trial> originals, Board board) throws InterruptedException;
    }

    private Outcome run(int jobs, TrialExecutor executor) throws InterruptedException {
        return run(
                jobs,
                QueuedTrials::requireNone,
                (originals, board) -> new TrialQueue(originals, executor, board).run(jobs));
    }

    /**
     * Runs it.
     *
     * @param before sees the trials before anything is written
     * @param work does them
     */
    @SuppressWarnings("try") // the lock is held, not used
    private Outcome run(int jobs, BiConsumer<RunState, List<Trial>> before, Work work) throws InterruptedException {
        try (RunLock lock = RunLock.take(folder.lock())) {
            RunState state = state();
            List<Trial> originals = originals(state.unfinished());
            before.accept(state, originals);
            begin(state, originals);
            Board board = new Board(
                    log, TERMINAL, jobs, originals.stream().map(Trial::id).toList());
            List<TrialQueue.Failure> failures = work.run(originals, board);
            board.close();
            copyTwins(state.unfinished());
            requireSomething(originals, failures);
            Report report = ExperimentReport.write(plan, folder);
            if (failures.isEmpty()) {
                finish();
            }
            List<String> told =
                    failures.stream().map(TrialQueue.Failure::toString).toList();
            return new Outcome(report, originals.size() - failures.size(), told);
        }
    }

    private List<Trial> originals(List<Trial> trials) {
        Map<String, Trial> originals = plan.originals();
        return trials.stream()
                .filter(trial -> trial.id()
                        .equals(originals.getOrDefault(trial.id(), trial).id()))
                .toList();
    }

    /** Writes down what is going to be run, if it may be. */
    private void begin(RunState state, List<Trial> originals) {
        WholeFile.deleteParts(folder.path(), 1);
        state.requireSameSettings();
        state.requireNoTrainingForScores();
        StartingWeights.require(plan.only(unbegun(originals)), cache);
        WholeFile.write(folder.experimentYaml(), ConfigWriter.yaml(plan.experiment()));
        for (Trial trial : state.unfinished()) {
            TrialFolder own = folder.trial(trial.folder());
            if (!state.isRecorded(trial)) {
                own.forgetScores();
            }
            WholeFile.write(own.trialYaml(), trial.yaml());
        }
        int lacking = state.trials(RunState.Of.LACKS_SCORES).size();
        if (lacking > 0) {
            log.println(lacking + (lacking == 1 ? " finished trial is" : " finished trials are")
                    + " scored on more than before, and not trained again");
        }
    }

    /** A mistake that every trial has is the user's to mend; there is nothing to report on. */
    private static void requireSomething(List<Trial> trials, List<TrialQueue.Failure> failures) {
        boolean allInput = failures.stream().allMatch(TrialQueue.Failure::badInput);
        if (!failures.isEmpty() && failures.size() == trials.size() && allInput) {
            Set<String> messages = failures.stream()
                    .map(TrialQueue.Failure::why)
                    .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
            throw new BadInputException(String.join("\n", messages));
        }
    }

    private void copyTwins(List<Trial> trials) {
        Map<String, Trial> originals = plan.originals();
        for (Trial trial : trials) {
            TrialFolder own = folder.trial(trial.folder());
            TrialFolder original =
                    folder.trial(originals.getOrDefault(trial.id(), trial).folder());
            if (!own.isFinished() && original.isFinished()) {
                original.copyTo(own, trial.variant());
            }
        }
    }

    private void finish() {
        new Manifest()
                .with("program", Provenance.program())
                .with("trials", Map.of("finished", plan.trials().size()))
                .write(folder.finished());
    }

    private RunState state() {
        return new RunState(plan, folder);
    }

    /** Trials that have no result of these settings yet, or not every score that is asked for. */
    public List<Trial> unfinished() {
        return state().unfinished();
    }

    /** Those without a checkpoint to go on from. */
    private List<Trial> unbegun(List<Trial> trials) {
        return trials.stream()
                .filter(trial -> !Files.exists(folder.trial(trial.folder()).lastCheckpoint()))
                .toList();
    }
}
