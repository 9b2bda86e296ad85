package io.unmask.experiments.run;

import io.unmask.experiments.store.Manifest;
import io.unmask.experiments.store.TrialFolder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells trials apart that different programs or devices have made: their numbers may differ for that alone. */
final class Origins {
    private static final int COMMIT_LENGTH = 10;

    private Origins() {}

    /**
     * What must be said beside the numbers of these trials.
     *
     * @param finished their folders
     * @return one sentence, or none if all are of one origin
     */
    static List<String> caveats(List<TrialFolder> finished) {
        Map<String, Integer> trials = new LinkedHashMap<>();
        finished.forEach(trial -> trials.merge(origin(trial), 1, Integer::sum));
        if (trials.size() <= 1) {
            return List.of();
        }
        return List.of(trials.entrySet().stream()
                .map(origin ->
                        origin.getValue() + (origin.getValue() == 1 ? " trial" : " trials") + " by " + origin.getKey())
                .collect(Collectors.joining(
                        "; ", "Different programs or devices: ", ". Numbers may differ for that alone.")));
    }

    private static String origin(TrialFolder trial) {
        Map<String, String> program = Manifest.section(trial.manifest(), "program");
        Map<String, String> engine = Manifest.section(trial.manifest(), "engine");
        String commit = program.getOrDefault("commit", "unknown");
        return "Unmask " + program.get("unmask") + " (commit "
                + commit.substring(0, Math.min(COMMIT_LENGTH, commit.length())) + "), libtorch "
                + engine.get("libtorch")
                + " on the " + String.valueOf(engine.get("device")).replaceAll("[:(].*", "") + ", "
                + program.get("system");
    }
}
