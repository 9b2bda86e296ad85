package io.unmask.experiments.run;

import io.unmask.cluster.Cluster;
import io.unmask.cluster.QueueWatch;
import io.unmask.cluster.QueuedTask;
import io.unmask.cluster.Submission;
import io.unmask.config.BadInputException;
import io.unmask.config.ConfigWriter;
import io.unmask.data.prepare.Preparation;
import io.unmask.data.prepare.PrepareListener;
import io.unmask.data.prepare.Preparer;
import io.unmask.files.WholeFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A preparation whose shares are tasks of a cluster. The packs in its folder are the truth: a video with a pack is done,
 * whoever made it. What was submitted is kept below the folder, so that it can be collected by another process.
 */
public final class ClusterPreparation {
    private static final String KEY = "executor";
    private static final long LOOK_MILLIS = 1000;

    private final Preparation settings;
    private final Cluster cluster;
    private final PrintStream log;
    private final Path jobs;
    private final String yaml;

    /**
     * A preparation.
     *
     * @param cluster does it
     * @param log where messages go
     */
    public ClusterPreparation(Preparation settings, Cluster cluster, PrintStream log) {
        this.settings = settings;
        this.cluster = cluster;
        this.log = log;
        this.jobs = settings.output().resolve("jobs");
        this.yaml = ConfigWriter.yaml(settings, Set.of(KEY));
    }

    /** The settings that the tasks of a submission read. */
    public static Path file(Submission submission) {
        return submission.folder().resolve("prepare.yaml");
    }

    /**
     * Says that a share is done, so far as it can be.
     *
     * @param folder {@link #done(Submission)}
     */
    public static void markDone(Path folder, int share) {
        WholeFile.write(folder.resolve(String.valueOf(share)), "done\n");
    }

    /** The folder in which shares say that they are done. */
    public static Path done(Submission submission) {
        return submission.folder().resolve("done");
    }

    /**
     * Has the shares done, and waits for them.
     *
     * @param extent what is missing
     * @param program what a task runs
     * @return the shares that were lost, a line each
     * @throws BadInputException if there is no such cluster here, it refuses, or it works on the folder with other settings
     * @throws InterruptedException if the thread was interrupted; the cluster goes on
     */
    public List<String> run(Preparer.Extent extent, ClusterProgram program, PrepareListener listener)
            throws InterruptedException {
        Submission submission = submission(extent, program);
        try {
            return await(submission, extent, listener);
        } catch (InterruptedException e) {
            String job = String.valueOf(submission.job());
            log.println(
                    cluster.title() + " goes on with job " + job + "; run the same command again to collect, or cancel"
                            + " with: " + cluster.cancelling(List.of(job)));
            throw e;
        }
    }

    /** The submission that works on the folder now, or a new one. */
    public Submission submission(Preparer.Extent extent, ClusterProgram program) {
        Submission queued = queued();
        if (queued != null) {
            log.println("in the queue already: " + cluster.title() + " job " + queued.job());
            return queued;
        }
        int shares = Math.min(cluster.tasks(extent.missing(), true), cluster.longestArray());
        Submission submission = Submission.create(jobs);
        WholeFile.write(file(submission), yaml);
        WholeFile.write(submission.tasks(), "{\"shares\": " + shares + "}\n");
        String job = cluster.submit(submission, program.of(submission), shares);
        log.println("submitted " + extent.missing() + " videos in " + shares + (shares == 1 ? " share" : " shares")
                + " to " + cluster.title() + " as job " + job + "; script and logs in " + submission.folder());
        return submission;
    }

    private @Nullable Submission queued() {
        List<Submission> all = Submission.all(jobs);
        if (all.isEmpty()) {
            return null;
        }
        Map<String, Map<Integer, QueuedTask>> queue = cluster.stillQueued(all, settings.output());
        for (Submission submission : all) {
            Map<Integer, QueuedTask> tasks = queue.get(submission.name());
            if (tasks != null) {
                requireSame(submission, tasks.values().iterator().next().job());
                return submission;
            }
        }
        return null;
    }

    private void requireSame(Submission submission, String job) {
        if (!text(file(submission)).equals(yaml)) {
            throw new BadInputException(settings.output() + ": job " + job + " of " + cluster.title()
                    + " works on this folder with other settings (" + file(submission)
                    + "). Wait for it, or take it out of the queue with: " + cluster.cancelling(List.of(job)));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private List<String> await(Submission submission, Preparer.Extent extent, PrepareListener listener)
            throws InterruptedException {
        int shares = Integer.parseInt(text(submission.tasks()).replaceAll("\\D", ""));
        QueueWatch watch = new QueueWatch(cluster, List.of(submission), settings.output(), log::println);
        List<Integer> open = new ArrayList<>(IntStream.range(0, shares).boxed().toList());
        List<String> lost = new ArrayList<>();
        int before = packs();
        listener.begin(extent.videos(), extent.videos() - extent.missing());
        while (!open.isEmpty()) {
            watch.refresh();
            int now = packs();
            for (int pack = before; pack < now; pack++) {
                listener.done(Optional.empty());
            }
            before = Math.max(before, now);
            for (Integer share : List.copyOf(open)) {
                if (Files.exists(done(submission).resolve(String.valueOf(share + 1)))) {
                    open.remove(share);
                } else if (watch.isGone(submission, share)) {
                    open.remove(share);
                    lost.add(watch.lost(submission, share));
                }
            }
            if (!open.isEmpty()) {
                Thread.sleep(LOOK_MILLIS);
            }
        }
        return lost;
    }

    private int packs() {
        Path packs = settings.output().resolve("packs");
        if (!Files.isDirectory(packs)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(packs)) {
            return (int)
                    files.filter(file -> file.toString().endsWith(".packed")).count();
        } catch (IOException e) {
            // Only shown.
            return 0;
        }
    }
}
