package io.unmask.experiments.run;

import io.unmask.cluster.Cluster;
import io.unmask.cluster.QueuedTask;
import io.unmask.cluster.Submission;
import io.unmask.config.BadInputException;
import io.unmask.experiments.plan.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the trials that tasks of a cluster are working on, or will.
 *
 * @param state the trials and their folders
 * @param cluster whose queue is asked
 */
record QueuedTrials(RunState state, Cluster cluster) {
    /**
     * Requires that none of the trials is in the queue of the cluster that the experiment ran on before, so that no task works on
     * the same trial as this machine.
     *
     * @throws BadInputException if one is, or the queue does not answer
     */
    static void requireNone(RunState state, List<Trial> trials) {
        Path jobs = state.folder().jobs();
        if (!Files.exists(jobs)) {
            return;
        }
        try {
            Cluster cluster = state.plan()
                    .recorded(state.folder().experimentYaml())
                    .experiment()
                    .cluster();
            if (cluster != null) {
                new QueuedTrials(state, cluster).requireNone(trials);
            }
        } catch (BadInputException e) {
            throw new BadInputException(
                    e.getMessage() + "\nIf there is no such job any more, delete " + jobs + " to run the trials here.",
                    e);
        }
    }

    private void requireNone(List<Trial> trials) {
        List<String> jobs = ClusterTrials.jobs(of(trials));
        if (!jobs.isEmpty()) {
            throw new BadInputException(
                    state.folder().path() + ": " + cluster.title() + " job " + String.join(", ", jobs)
                            + " works on these trials. Collect them with the executor that submitted them, or take them out of the"
                            + " queue with: " + cluster.cancelling(jobs));
        }
    }

    /**
     * The trials that are in the queue.
     *
     * @throws BadInputException if one of them was submitted with other settings, or the queue does not answer
     */
    List<ClusterTrials.Part> of(List<Trial> trials) {
        Map<String, Trial> wanted = new HashMap<>();
        trials.forEach(trial -> wanted.put(trial.id(), trial));
        List<ClusterTrials.Part> known = new ArrayList<>();
        for (Submission submission : Submission.all(state.folder().jobs())) {
            TaskList list = TaskList.read(submission);
            for (int i = 0; i < list.trials().size(); i++) {
                Trial trial = wanted.get(list.trials().get(i).id());
                if (trial != null) {
                    known.add(new ClusterTrials.Part(trial, submission, i, list.task(i)));
                }
            }
        }
        return known.isEmpty() ? List.of() : queued(known);
    }

    private List<ClusterTrials.Part> queued(List<ClusterTrials.Part> known) {
        List<Submission> submissions =
                known.stream().map(ClusterTrials.Part::submission).distinct().toList();
        Map<String, Map<Integer, QueuedTask>> queue =
                cluster.stillQueued(submissions, state.folder().path());
        // A trial that was submitted again after it had failed is in the later submission.
        Map<String, ClusterTrials.Part> queued = new LinkedHashMap<>();
        for (ClusterTrials.Part part : known) {
            QueuedTask task =
                    queue.getOrDefault(part.submission().name(), Map.of()).get(part.task());
            if (task != null) {
                requireSame(part, task);
                queued.put(part.trial().id(), part);
            }
        }
        return List.copyOf(queued.values());
    }

    private void requireSame(ClusterTrials.Part part, QueuedTask task) {
        if (!state.isRecorded(part.trial())) {
            throw new BadInputException("job " + task.job() + " of " + cluster.title() + " works on "
                    + part.trial().id()
                    + " with other settings. Wait for it, or take it out of the queue with: "
                    + cluster.cancelling(List.of(task.job())) + "\n" + state.otherSettings(part.trial()));
        }
    }
}
