package io.unmask.experiments.cli;

import io.unmask.config.BadInputException;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.run.ExperimentRunner;
import io.unmask.experiments.run.Rerun;
import io.unmask.experiments.run.Verification;
import io.unmask.experiments.run.Verification.Result;
import io.unmask.experiments.run.Verification.Verdict;
import io.unmask.experiments.store.RunFolder;
import io.unmask.experiments.store.TrialFolder;
import io.unmask.files.TemporaryFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code unmask verify}: holds results against expected numbers, or against a training from the beginning. */
@Command(
        name = "verify",
        description = {
            "Hold the results of an experiment against the numbers under its key expect.",
            "Every number is derived again from the scores, and every file held against the hash that its trial noted. With"
                    + " --rerun every trial is trained again, too, and compared with the first: every byte on a CPU, within"
                    + " --tolerance on a GPU. Exit code 1 unless all is OK."
        })
final class VerifyCommand extends ExperimentCommand {
    @Mixin
    private ResultsArguments results = new ResultsArguments();

    @Option(names = "--rerun", description = "Train every finished trial again, in a scratch folder, and compare.")
    private boolean rerun;

    @Option(
            names = "--scratch",
            paramLabel = "DIR",
            description =
                    "Where --rerun trains; kept and resumed from. Default: a temporary folder, removed afterwards.")
    private @Nullable Path scratch;

    @Option(
            names = "--tolerance",
            paramLabel = "POINTS",
            defaultValue = "0.5",
            description = "Percentage points by which ACC and AUC may differ when a GPU trains again. Default:"
                    + " ${DEFAULT-VALUE}.")
    private double tolerance;

    @Override
    public Integer call() {
        PrintWriter out = out();
        Plan plan = plan();
        RunFolder folder = results.folder(plan);
        if (plan.experiment().expect().isEmpty() && !rerun) {
            throw new BadInputException(file() + ": expects no number. Add some under expect: (variant,"
                    + " compression, set, metric, value, tolerance, source), or train again with --rerun.");
        }
        List<Result> found = new ArrayList<>(Verification.of(plan, folder));
        found.addAll(Verification.files(plan, folder));
        found.forEach(out::println);
        try {
            if (rerun) {
                List<Result> again = rerun(plan, folder);
                again.forEach(out::println);
                found.addAll(again);
            }
        } catch (InterruptedException e) {
            System.err.println("interrupted; with --scratch DIR the same command goes on where it was");
            return INTERRUPTED;
        }
        long good =
                found.stream().filter(result -> result.verdict() == Verdict.OK).count();
        out.println(good + " of " + found.size() + " OK");
        return good == found.size() ? 0 : Failures.FAILED;
    }

    private List<Result> rerun(Plan plan, RunFolder folder) throws InterruptedException {
        List<Trial> finished = plan.trials().stream()
                .filter(trial -> folder.trial(trial.folder()).isFinished())
                .toList();
        if (finished.isEmpty()) {
            throw new BadInputException(folder.path() + ": no trial has finished, so there is nothing to compare with;"
                    + " ./unmask run comes first");
        }
        if (scratch != null) {
            return rerun(plan, finished, folder, scratch);
        }
        try (TemporaryFolder place = TemporaryFolder.create("verify")) {
            return rerun(plan, finished, folder, place.path());
        }
    }

    @SuppressWarnings("try") // held for what its closing does
    private List<Result> rerun(Plan plan, List<Trial> finished, RunFolder folder, Path place)
            throws InterruptedException {
        RunFolder again = new RunFolder(place.resolve(plan.experiment().name()));
        try (GracefulInterrupt interrupt = GracefulInterrupt.ofThisThread()) {
            new ExperimentRunner(plan.only(finished), again, results.cache(), System.err).run();
            List<Result> compared = new ArrayList<>();
            for (Trial trial : finished) {
                TrialFolder second = again.trial(trial.folder());
                compared.add(
                        second.isFinished()
                                ? Rerun.compare(trial, folder.trial(trial.folder()), second, tolerance)
                                : new Result(Verdict.FAIL, trial.id() + ": did not finish this time"));
            }
            return compared;
        }
    }
}
