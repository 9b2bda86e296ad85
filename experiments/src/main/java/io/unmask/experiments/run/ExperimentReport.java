package io.unmask.experiments.run;

import io.unmask.experiments.plan.DataSettings;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.plan.ReportSettings;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.store.RunFolder;
import io.unmask.experiments.store.TrialFolder;
import io.unmask.report.ExperimentResults;
import io.unmask.report.Report;
import io.unmask.report.ReportWriter;
import io.unmask.report.TrialFiles;
import io.unmask.report.TrialResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the tables and plots of an experiment from the scores that its finished trials left. */
public final class ExperimentReport {
    private static final long BOOTSTRAP_SEED = 1;

    private ExperimentReport() {}

    /**
     * Writes it.
     *
     * @throws io.unmask.config.BadInputException if scores are missing or malformed, or the folder cannot be written
     */
    public static Report write(Plan plan, RunFolder folder) {
        ReportSettings settings = plan.experiment().report();
        List<TrialResult> results = new ArrayList<>();
        RunState state = new RunState(plan, folder);
        for (Trial trial : state.scored()) {
            results.add(result(trial, folder.trial(trial.folder())));
        }
        return ReportWriter.write(
                folder.path(),
                new ExperimentResults(
                        plan.experiment().name(),
                        baseline(plan),
                        results,
                        settings.aggregate(),
                        new Caveats(state).all(),
                        settings.resampling(
                                BOOTSTRAP_SEED, ExperimentResults.comparisons(results, settings.baseline()))));
    }

    private static @Nullable String baseline(Plan plan) {
        String baseline = plan.experiment().report().baseline();
        return plan.trials().stream()
                .filter(trial -> trial.variant().equals(baseline))
                .findFirst()
                .map(OracleSelection::variant)
                .orElse(null);
    }

    private static Map<String, Path> localisation(TrialFolder folder, String set) {
        Map<String, Path> files = new LinkedHashMap<>();
        for (String column : TrialMasks.COLUMNS.keySet()) {
            Path file = folder.localisation(set, column);
            if (Files.exists(file)) {
                files.put(column, file);
            }
        }
        return files;
    }

    private static Map<String, Path> mistakes(TrialFolder folder, Set<String> sets) {
        Map<String, Path> lists = new LinkedHashMap<>();
        for (String set : sets) {
            if (Files.exists(folder.mistakes(set))) {
                lists.put(set, folder.mistakes(set));
            }
        }
        return lists;
    }

    private static TrialResult result(Trial trial, TrialFolder folder) {
        Map<String, Path> tests = new LinkedHashMap<>();
        trial.config().data().test().keySet().forEach(name -> tests.put(name, folder.scores(name)));
        Map<String, Map<String, Path>> localisation = new LinkedHashMap<>();
        tests.keySet().forEach(name -> localisation.put(name, localisation(folder, name)));
        return new TrialResult(
                OracleSelection.variant(trial),
                trial.compression(),
                trial.seed(),
                tests,
                localisation,
                RobustnessScores.files(trial, folder),
                folder.scores(DataSettings.VALIDATION),
                folder.history(),
                new TrialFiles(folder.trialYaml(), folder.manifest(), mistakes(folder, tests.keySet())));
    }
}
