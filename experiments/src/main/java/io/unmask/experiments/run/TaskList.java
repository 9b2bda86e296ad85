package io.unmask.experiments.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unmask.cluster.Submission;
import io.unmask.config.BadInputException;
import io.unmask.experiments.plan.DataSettings;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.store.RunFolder;
import io.unmask.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What an array's tasks are, as a file of its submission: the trials in their order, each task some that follow each other.
 *
 * @param cache where made data is kept
 * @param tasks number of tasks
 * @param trials the trials
 */
record TaskList(String cache, int tasks, List<Entry> trials) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the list. */
    TaskList {
        trials = List.copyOf(trials);
    }

    /**
     * A trial.
     *
     * @param id its name in messages
     * @param variant what tables call its variant
     * @param choices its label on each axis
     * @param folder its folder, which holds its settings
     * @param settings what its settings leave open since no result depends on it
     */
    record Entry(String id, String variant, Map<String, String> choices, String folder, List<String> settings) {
        static Entry of(Trial trial, RunFolder folder) {
            DataSettings data = trial.config().data();
            String pack = "data.pack=" + data.pack().name().toLowerCase(Locale.ROOT);
            return new Entry(
                    trial.id(),
                    trial.variant(),
                    trial.choices(),
                    folder.trial(trial.folder())
                            .path()
                            .toAbsolutePath()
                            .normalize()
                            .toString(),
                    data.workers() == null ? List.of(pack) : List.of(pack, "data.workers=" + data.workers()));
        }
    }

    /** The task of a trial. */
    int task(int trial) {
        return (int) ((long) trial * tasks / trials.size());
    }

    /** The trials of a task. */
    List<Integer> trialsOf(int task) {
        return IntStream.range(0, trials.size())
                .filter(trial -> task(trial) == task)
                .boxed()
                .toList();
    }

    void write(Submission submission) {
        try {
            WholeFile.write(
                    submission.tasks(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of trials is plain data", e);
        }
    }

    /** The list of a submission; an empty one if its submitter was killed before it was written. */
    static TaskList read(Submission submission) {
        try {
            return Files.exists(submission.tasks())
                    ? JSON.readValue(submission.tasks().toFile(), TaskList.class)
                    : new TaskList("", 1, List.of());
        } catch (IOException e) {
            throw new BadInputException(submission.tasks() + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    Path cacheFolder() {
        return Path.of(cache);
    }
}
