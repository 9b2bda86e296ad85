package io.unmask.data.prepare;

import io.unmask.config.BadInputException;
import io.unmask.data.video.Recording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes face crops of a data set: several videos at a time, each into a pack that is whole or absent, then the tables.
 * What is made depends on neither the number of workers nor on interruptions; run again, it goes on where it was.
 */
public final class Preparer {
    private static final int PATIENCE_SECONDS = 5;

    private final Preparation settings;
    private final int jobs;
    private final PrepareListener listener;

    /**
     * A preparer.
     *
     * @param jobs videos at a time
     */
    public Preparer(Preparation settings, int jobs, PrepareListener listener) {
        this.settings = settings;
        this.jobs = jobs;
        this.listener = listener;
    }

    /**
     * Prepares a share of the data set, and writes the tables once every share is there.
     *
     * @param shard which share, from 1
     * @param shards of how many; 1 for the whole data set
     * @throws BadInputException if the data set is not there, the detector cannot be loaded, the folder cannot be written,
     *     or it holds crops of other settings
     * @throws InterruptedException if the thread is interrupted; packs that are whole stay
     */
    @SuppressWarnings("try") // held for what its closing does
    public PrepareOutcome run(int shard, int shards) throws InterruptedException {
        List<Recording> all = settings.videos().recordings();
        Map<String, LeftOut> leftOut = new LinkedHashMap<>();
        List<Recording> unique = unique(all, leftOut);
        PreparedFolder folder = new PreparedFolder(settings.output(), settings.fingerprint());
        try (PreparedFolder.Hold hold = folder.begin(shards == 1)) {
            return run(unique, leftOut, folder, shard, shards);
        }
    }

    private PrepareOutcome run(
            List<Recording> unique, Map<String, LeftOut> leftOut, PreparedFolder folder, int shard, int shards)
            throws InterruptedException {
        List<Recording> own = new ArrayList<>();
        for (int i = shard - 1; i < unique.size(); i += shards) {
            own.add(unique.get(i));
        }
        int kept = prepare(own, folder, leftOut);
        if (shards > 1 && !isComplete(unique, own, folder)) {
            return PrepareOutcome.ofShard(own.size(), kept, List.copyOf(leftOut.values()));
        }
        List<Recording> others = without(unique, own);
        // Videos of other shards that cannot be used are looked at again, to tell their causes.
        prepare(others, folder, leftOut);
        return new PreparedTables(settings, folder).write(unique, leftOut, kept);
    }

    private static boolean isComplete(List<Recording> all, List<Recording> own, PreparedFolder folder) {
        return without(all, own).stream().allMatch(folder::has);
    }

    private static List<Recording> without(List<Recording> all, List<Recording> some) {
        Set<Recording> leave = new HashSet<>(some);
        return all.stream().filter(recording -> !leave.contains(recording)).toList();
    }

    /** The first of each key; a second one would have the same place in every table. */
    private static List<Recording> unique(List<Recording> all, Map<String, LeftOut> leftOut) {
        Map<String, Recording> first = new HashMap<>();
        List<Recording> unique = new ArrayList<>();
        for (Recording recording : all) {
            Recording earlier = first.putIfAbsent(recording.key(), recording);
            if (earlier == null) {
                unique.add(recording);
            } else {
                leftOut.put(
                        recording.key() + " (" + recording.file() + ")",
                        new LeftOut(
                                recording.key(),
                                "same_name",
                                recording.file() + ": has the name of " + earlier.file()
                                        + ", which was taken; names must be unique in a method of a data set"));
            }
        }
        if (unique.isEmpty()) {
            throw new BadInputException("the data set holds no videos; nothing to prepare");
        }
        return unique;
    }

    /** Makes the packs that are missing; returns how many were there. */
    private int prepare(List<Recording> recordings, PreparedFolder folder, Map<String, LeftOut> leftOut)
            throws InterruptedException {
        List<Recording> missing =
                recordings.stream().filter(recording -> !folder.has(recording)).toList();
        int kept = recordings.size() - missing.size();
        if (missing.isEmpty()) {
            return kept;
        }
        listener.begin(recordings.size(), kept);
        @SuppressWarnings({"unchecked", "rawtypes"})
        Optional<LeftOut>[] results = new Optional[missing.size()];
        AtomicInteger next = new AtomicInteger();
        int workers = Math.min(jobs, missing.size());
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / workers);
        ExecutorService pool = Executors.newFixedThreadPool(workers, work -> {
            Thread thread = new Thread(work, "prepare");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                running.add(pool.submit(() -> {
                    work(missing, folder, threads, next, results);
                    return null;
                }));
            }
            for (Future<?> worker : running) {
                await(worker);
            }
        } finally {
            end(pool);
        }
        for (int i = 0; i < results.length; i++) {
            String key = missing.get(i).key();
            results[i].ifPresent(reason -> leftOut.put(key, reason));
        }
        return kept;
    }

    /** Nobody writes into the folder any more when this returns, however the run ends. */
    private static void end(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            while (!pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                // A native detector does not hear of the interruption before its frame is done.
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(
            List<Recording> missing,
            PreparedFolder folder,
            int threads,
            AtomicInteger next,
            Optional<LeftOut>[] results)
            throws InterruptedException {
        try (VideoPreparer preparer = new VideoPreparer(settings, folder, threads)) {
            for (int i = next.getAndIncrement(); i < results.length; i = next.getAndIncrement()) {
                results[i] = preparer.prepare(missing.get(i));
                listener.done(results[i]);
            }
        }
    }

    private static void await(Future<?> worker) throws InterruptedException {
        try {
            worker.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException interruption) {
                throw interruption;
            }
            throw e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e.getCause());
        }
    }
}
