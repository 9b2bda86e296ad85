package io.unmask.experiments.cli;

import io.unmask.config.BadInputException;
import io.unmask.evaluate.Aggregate;
import io.unmask.evaluate.LateFusion;
import io.unmask.evaluate.Scores;
import io.unmask.evaluate.ValidationMetrics;
import io.unmask.experiments.plan.DataSettings;
import io.unmask.experiments.store.TrialFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code unmask fuse}: one score of each video from those of several detectors. */
@Command(
        name = "fuse",
        description = {
            "Join the scores that the detectors of several trials gave the same videos, faces and sound, say: one score a"
                    + " video, in files that compare reads.",
            "Videos are the same if data set, method and name are, whatever their compression."
        })
final class FuseCommand extends Subcommand {
    private static final double RIDGE = 1e-3;

    @Parameters(
            arity = "2..*",
            paramLabel = "TRIAL",
            description = "Folders of finished trials: results/NAME/trials/VARIANT/LEVEL/seed-1.")
    private List<Path> trials = List.of();

    @Option(names = "--set", paramLabel = "NAME", description = "Only these test sets; those of all trials otherwise.")
    private List<String> sets = List.of();

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            defaultValue = "stacking",
            description =
                    "How scores become one: mean, log_odds_mean, or stacking, a logistic regression on their log-odds, fitted"
                            + " on the validation scores. Default: ${DEFAULT-VALUE}.")
    private LateFusion.Rule rule = LateFusion.Rule.STACKING;

    @Option(
            names = "--missing",
            paramLabel = "RULE",
            defaultValue = "error",
            description =
                    "What becomes of videos that a detector has not scored: error, skip, or present, the others decide."
                            + " Default: ${DEFAULT-VALUE}.")
    private LateFusion.Missing missing = LateFusion.Missing.ERROR;

    @Option(
            names = "--aggregate",
            paramLabel = "HOW",
            defaultValue = "mean",
            description = "How a detector's scores of frames become its score of a video. Default: ${DEFAULT-VALUE}.")
    private Aggregate aggregate = Aggregate.MEAN;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "results/fused",
            description = "Folder for NAME.csv.gz of every test set. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("results/fused");

    @Override
    public Integer call() {
        List<TrialFolder> folders = trials.stream().map(TrialFolder::new).toList();
        LateFusion fusion = new LateFusion(rule, missing, aggregate, RIDGE);
        List<Scores> validation =
                rule == LateFusion.Rule.STACKING ? scores(folders, DataSettings.VALIDATION) : List.of();
        for (String set : wanted(folders)) {
            List<Scores> parts = scores(folders, set);
            Scores joined = fusion.join(parts, validation);
            Path file = out.resolve(set + ".csv.gz");
            joined.write(file);
            out().println(set + ": " + joined.size() + " videos, " + file);
            for (int i = 0; i < parts.size(); i++) {
                out().println("  video AUC " + auc(parts.get(i), aggregate) + "  " + trials.get(i));
            }
            out().println("  video AUC " + auc(joined, Aggregate.MEAN) + "  joined by "
                    + rule.name().toLowerCase(Locale.ROOT));
        }
        out().flush();
        return 0;
    }

    private static String auc(Scores scores, Aggregate how) {
        double auc = ValidationMetrics.of(scores, how).getOrDefault("video_auc", Double.NaN);
        return Double.isNaN(auc) ? "   -  " : String.format(Locale.ROOT, "%.4f", auc);
    }

    private static List<Scores> scores(List<TrialFolder> folders, String set) {
        return folders.stream().map(folder -> Scores.read(folder.scores(set))).toList();
    }

    /** Test sets that all trials have scored, or those that were asked for. */
    private List<String> wanted(List<TrialFolder> folders) {
        if (!sets.isEmpty()) {
            return sets;
        }
        List<String> common = new ArrayList<>(folders.get(0).scoredSets());
        folders.forEach(folder -> common.retainAll(folder.scoredSets()));
        common.remove(DataSettings.VALIDATION);
        if (common.isEmpty()) {
            throw new BadInputException("fuse: no test set was scored by all of " + trials
                    + "; name folders of finished trials whose test sets have the same names");
        }
        return common;
    }
}
