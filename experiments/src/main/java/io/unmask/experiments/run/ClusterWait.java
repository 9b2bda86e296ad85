package io.unmask.experiments.run;

import io.unmask.cluster.Cluster;
import io.unmask.cluster.QueueWatch;
import io.unmask.cluster.QueuedTask;
import io.unmask.cluster.Submission;
import io.unmask.experiments.store.RunFolder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waits for the tasks of a cluster that work on trials, and shows how they go. */
final class ClusterWait {
    private static final long LOOK_MILLIS = 500;

    private final RunFolder folder;
    private final Board board;
    private final QueueWatch watch;
    private final List<Open> open = new ArrayList<>();
    private final List<TrialQueue.Failure> failures = new ArrayList<>();

    ClusterWait(Cluster cluster, RunFolder folder, List<ClusterTrials.Part> parts, Board board) {
        this.folder = folder;
        this.board = board;
        List<Submission> submissions =
                parts.stream().map(ClusterTrials.Part::submission).distinct().toList();
        this.watch = new QueueWatch(cluster, submissions, folder.path(), board::say);
        parts.forEach(part -> open.add(new Open(part)));
    }

    /** A trial that has neither a result nor a failure yet. */
    private static final class Open {
        private final ClusterTrials.Part part;
        private @Nullable EventTail events;
        private boolean running;

        Open(ClusterTrials.Part part) {
            this.part = part;
        }

        String id() {
            return part.trial().id();
        }
    }

    /** Waits for all; those that failed, in the order in which that was seen. */
    List<TrialQueue.Failure> run() throws InterruptedException {
        while (!open.isEmpty()) {
            boolean asked = watch.refresh();
            board.cluster(watch.running(), watch.reasons());
            for (Iterator<Open> each = open.iterator(); each.hasNext(); ) {
                if (look(each.next(), asked)) {
                    each.remove();
                }
            }
            if (!open.isEmpty()) {
                Thread.sleep(LOOK_MILLIS);
            }
        }
        return List.copyOf(failures);
    }

    /** Looks after a trial; says whether there is nothing more to wait for. */
    private boolean look(Open trial, boolean asked) {
        ClusterTrials.Part part = trial.part;
        QueuedTask task = watch.task(part.submission(), part.task());
        boolean running = task != null && task.running();
        if (task != null && !running && !asked) {
            return false;
        }
        follow(trial, running, task != null);
        if (folder.trial(part.trial().folder()).isFinished()) {
            begin(trial);
            board.finished(trial.id());
            return true;
        }
        TaskFailure failure = TaskFailure.read(part.submission().failure(part.number()));
        if (failure == null && watch.isGone(part.submission(), part.task())) {
            failure = new TaskFailure(watch.lost(part.submission(), part.task()), false);
        }
        if (failure != null) {
            begin(trial);
            board.failed(trial.id(), failure.why());
            failures.add(new TrialQueue.Failure(trial.id(), failure.why(), failure.badInput()));
        }
        return failure != null;
    }

    private void follow(Open trial, boolean running, boolean known) {
        if (running) {
            begin(trial);
        } else if (known && trial.running) {
            trial.running = false;
            board.waitsAgain(trial.id());
        }
        if (trial.events != null) {
            trial.events.read();
        }
    }

    private void begin(Open trial) {
        if (!trial.running) {
            trial.running = true;
            TrialListener listener = board.begin(trial.id());
            if (trial.events == null) {
                ClusterTrials.Part part = trial.part;
                trial.events = new EventTail(part.submission().events(part.number()), listener);
                trial.events.read();
            }
        }
    }
}
