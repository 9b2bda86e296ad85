package io.unmask.experiments.run;

import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.store.Manifest;
import io.unmask.experiments.store.TrialFolder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What must be said beside every number of an experiment: overlap that was admitted, selection on test data, trials that are
 * missing or of other settings.
 *
 * @param state its trials
 */
record Caveats(RunState state) {
    /** A sentence or two each. */
    List<String> all() {
        List<String> all = new ArrayList<>();
        overlaps().forEach(overlap -> all.add("Admitted by data.allow_overlap: " + overlap));
        all.addAll(OracleSelection.caveats(state.plan(), state.folder()));
        all.addAll(missing());
        all.addAll(otherSettings());
        return all;
    }

    private List<TrialFolder> finished() {
        return state.plan().trials().stream()
                .map(trial -> state.folder().trial(trial.folder()))
                .filter(TrialFolder::isFinished)
                .toList();
    }

    private Set<String> overlaps() {
        Set<String> overlaps = new LinkedHashSet<>();
        finished()
                .forEach(trial ->
                        overlaps.addAll(Manifest.list(trial.manifest(), "data", TrialManifest.ADMITTED_OVERLAP)));
        return overlaps;
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        int unfinished = state.plan().trials().size() - finished().size();
        if (unfinished > 0) {
            missing.add(unfinished + ofAll() + " are not finished; the numbers are those of the others.");
        }
        int lacking = state.trials(RunState.Of.LACKS_SCORES).size();
        if (lacking > 0) {
            missing.add(lacking + ofAll()
                    + " are left out: they lack scores that the experiment has asked for since they were"
                    + " run. ./unmask run makes them without training again.");
        }
        return missing;
    }

    private List<String> otherSettings() {
        List<Trial> others = state.scored().stream()
                .filter(trial -> state.of(trial) == RunState.Of.OTHER_SETTINGS)
                .toList();
        if (others.isEmpty()) {
            return List.of();
        }
        Trial first = others.get(0);
        return List.of(others.size() + ofAll()
                + " were made with other settings than the experiment has now, and so were their" + " numbers. "
                + first.id() + ": " + String.join(", ", state.differences(first)));
    }

    private String ofAll() {
        return " of " + state.plan().trials().size() + " trials";
    }
}
