package io.unmask.experiments.cli;

import io.unmask.config.BadInputException;
import io.unmask.evaluate.Scores;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.run.Submission;
import io.unmask.experiments.store.TrialFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code unmask submit}: the scores of a finished trial in the format of a competition. */
@Command(
        name = "submit",
        description = {
            "Write the video scores of a finished trial as a competition wants them: the rows of its template in their",
            "order, y_pred the probability of being fake where the detector has one, the template's own value elsewhere."
        })
final class SubmitCommand extends ExperimentCommand {
    @Mixin
    private ResultsArguments results = new ResultsArguments();

    @Option(
            names = "--template",
            required = true,
            paramLabel = "FILE",
            description = "CSV of the competition: video_name or img_name, and optionally y_pred.")
    private Path template = Path.of("prediction.txt.csv");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "submit.csv",
            description = "Where to. Default: ${DEFAULT-VALUE}.")
    private Path target = Path.of("submit.csv");

    @Option(names = "--of", paramLabel = "NAME", description = "Scored set; the only test set when left out.")
    private @Nullable String set;

    @Option(
            names = "--trial",
            paramLabel = "ID",
            description = "Trial, as variant/level/seed-1; the only one when left out.")
    private @Nullable String trial;

    @Option(
            names = "--default",
            paramLabel = "P",
            defaultValue = "0.5",
            description = "Where neither detector nor template has a value. Default: ${DEFAULT-VALUE}.")
    private double fallback;

    @Option(
            names = "--passes",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Sum of so many equal passes, as the multi-FFDV baseline adds them up. Default: ${DEFAULT-VALUE}.")
    private int passes;

    @Override
    public Integer call() {
        if (passes < 1 || !(fallback >= 0 && fallback <= 1)) {
            throw wrong("--passes must be at least 1, --default from 0 to 1");
        }
        Submission submission = Submission.template(template, fallback);
        Plan plan = plan();
        Trial chosen = chosen(plan);
        TrialFolder folder = results.folder(plan).trial(chosen.folder());
        if (!folder.isFinished()) {
            throw new BadInputException(
                    folder.path() + ": the trial is not finished; ./unmask run " + file() + " first");
        }
        String name = set == null ? onlySet(chosen) : set;
        Scores scores = Scores.read(folder.scores(name));
        Submission.Outcome outcome =
                submission.write(target, scores, chosen.config().report().aggregate(), passes);
        out().printf(
                        Locale.ROOT,
                        "%s: %d rows with scores of %s on %s, %d with the template's value; %d scored videos are not in the"
                                + " template%n",
                        target,
                        outcome.predicted(),
                        chosen.id(),
                        name,
                        outcome.kept(),
                        outcome.unused());
        return 0;
    }

    private Trial chosen(Plan plan) {
        List<Trial> trials = plan.trials().stream()
                .filter(each -> trial == null || each.id().equals(trial))
                .toList();
        if (trials.size() != 1) {
            throw wrong((trial == null ? "which trial? --trial is one of " : "no trial " + trial + "; there are ")
                    + String.join(", ", plan.trials().stream().map(Trial::id).toList()));
        }
        return trials.get(0);
    }

    private String onlySet(Trial chosen) {
        List<String> sets = List.copyOf(chosen.config().data().test().keySet());
        if (sets.size() != 1) {
            throw wrong("which set? --of is one of " + String.join(", ", sets));
        }
        return sets.get(0);
    }
}
