package io.unmask.experiments.run;

import io.unmask.config.BadInputException;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.store.RunFolder;
import io.unmask.experiments.store.TrialFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a run folder holds of the trials of a plan, as it was when this was made. */
final class RunState {
    private static final int MOST_SHOWN = 5;

    private final Plan plan;
    private final RunFolder folder;
    private final Map<String, Of> found = new LinkedHashMap<>();

    /** What there is of a trial. */
    enum Of {
        /** No result; perhaps a checkpoint to go on from. */
        UNFINISHED,
        /** A result of the same training, without scores that are asked for now. */
        LACKS_SCORES,
        /** A result, or a checkpoint, of other settings. */
        OTHER_SETTINGS,
        /** All that is asked for. */
        DONE
    }

    /**
     * Looks.
     *
     * @param plan what is asked for
     * @param folder what is there
     */
    RunState(Plan plan, RunFolder folder) {
        this.plan = plan;
        this.folder = folder;
        plan.trials().forEach(trial -> found.put(trial.id(), find(trial)));
    }

    Plan plan() {
        return plan;
    }

    RunFolder folder() {
        return folder;
    }

    private Of find(Trial trial) {
        TrialFolder own = own(trial);
        // One that has trained nothing yet may be begun with other settings: a corrected path, say.
        boolean begun = own.isFinished() || Files.exists(own.lastCheckpoint());
        if (!begun) {
            return Of.UNFINISHED;
        }
        if (isRecorded(trial)) {
            return own.isFinished() ? Of.DONE : Of.UNFINISHED;
        }
        if (!own.isFinished()) {
            return read(trial, trial::trainsLike) ? Of.UNFINISHED : Of.OTHER_SETTINGS;
        }
        return read(trial, before -> trial.trainsLike(before) && trial.scoresAllOf(before))
                ? Of.LACKS_SCORES
                : Of.OTHER_SETTINGS;
    }

    /**
     * Whether the settings in the trial's folder are those of the plan, or there are none. An older version wrote no settings
     * that it did not have, and what a setting is by default is what was done before there was one. A finished trial is
     * finished on every machine, unless the plan says how many threads there are.
     */
    boolean isRecorded(Trial trial) {
        Path file = own(trial).trialYaml();
        if (!Files.exists(file) || text(file).equals(trial.yaml())) {
            return true;
        }
        boolean anyThreads = own(trial).isFinished() && plan.experiment().threads() == null;
        String threads = "threads=" + trial.config().resolvedThreads();
        return read(trial, before -> before.yaml().equals(trial.yaml()))
                || (anyThreads && read(trial, before -> before.yaml().equals(trial.yaml()), threads));
    }

    /** Whether something holds of the trial in the folder; not of one whose settings this version does not know. */
    private boolean read(Trial trial, Predicate<Trial> holds, String... overrides) {
        Trial before;
        try {
            before = plan.recorded(own(trial).trialYaml(), overrides).trials().get(0);
        } catch (BadInputException e) {
            return false;
        }
        return holds.test(before);
    }

    private TrialFolder own(Trial trial) {
        return folder.trial(trial.folder());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** What there is of a trial. */
    Of of(Trial trial) {
        return found.getOrDefault(trial.id(), Of.UNFINISHED);
    }

    /** The trials of which there is this. */
    List<Trial> trials(Of there) {
        return plan.trials().stream().filter(trial -> of(trial) == there).toList();
    }

    /** Trials whose scores can be reported: finished ones, of these settings or others. */
    List<Trial> scored() {
        return plan.trials().stream()
                .filter(trial -> of(trial) != Of.LACKS_SCORES && own(trial).isFinished())
                .toList();
    }

    /** Trials that have not everything that is asked for. */
    List<Trial> unfinished() {
        return plan.trials().stream().filter(trial -> of(trial) != Of.DONE).toList();
    }

    /**
     * Finds trials with results, or a checkpoint, of other settings.
     *
     * @throws BadInputException if there is one; the message shows the first differences
     */
    void requireSameSettings() {
        List<Trial> others = trials(Of.OTHER_SETTINGS);
        if (!others.isEmpty()) {
            throw new BadInputException(otherSettings(others.get(0)));
        }
    }

    /**
     * Requires that trials which lack scores alone can be scored without training.
     *
     * @throws BadInputException if one of them would have to be trained again
     */
    void requireNoTrainingForScores() {
        for (Trial trial : trials(Of.LACKS_SCORES)) {
            Path last = own(trial).lastCheckpoint();
            if (!Files.exists(last)) {
                throw new BadInputException(own(trial).path() + " is to be scored on more than before, but its "
                        + last.getFileName()
                        + ", which says that it is trained, is gone. Put the file back, or give the"
                        + " experiment another name to train again.");
            }
        }
    }

    /** Says that a trial was made with other settings, which, and what to do. */
    String otherSettings(Trial trial) {
        return own(trial).path() + " was made with other settings:\n    "
                + String.join("\n    ", differences(trial))
                + "\nResults of different settings are never mixed. Give the experiment another name, put the results"
                + " elsewhere with --results DIR, or delete the folder.";
    }

    /** The first lines of the settings in a trial's folder that differ from those of the plan, and theirs. */
    List<String> differences(Trial trial) {
        List<String> before = text(own(trial).trialYaml()).lines().toList();
        List<String> now = trial.yaml().lines().toList();
        return Stream.concat(lines("there:  ", before, now), lines("now:    ", now, before))
                .toList();
    }

    private static Stream<String> lines(String title, List<String> of, List<String> without) {
        return of.stream()
                .filter(line -> !without.contains(line))
                .map(line -> title + line.strip())
                .distinct()
                .limit(MOST_SHOWN);
    }
}
