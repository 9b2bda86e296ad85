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

/**
 * Makes face crops of a data set: several videos at a time, each into a pack that is whole or absent, then the tables.
 * What is made depends on neither the number of workers nor on interruptions; run again, it goes on where it was.
 */
public final class Preparer {
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

    /**
     * What is to be done.
     *
     * @param videos of the data set
     * @param missing of them, those without a pack: not prepared yet, or not usable
     */
    public record Extent(int videos, int missing) {}

    /**
     * Looks what is there, and changes nothing.
     *
     * @throws BadInputException if the data set is not there
     */
    public Extent extent() {
        List<Recording> unique = unique(settings.videos().recordings(), new LinkedHashMap<>());
        PreparedFolder folder = new PreparedFolder(settings.output(), settings.fingerprint());
        int missing = (int)
                unique.stream().filter(recording -> !folder.has(recording)).count();
        return new Extent(unique.size(), missing);
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
        int workers = Math.min(jobs, missing.size());
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / workers);
        List<Optional<LeftOut>> results =
                Workers.run(missing, workers, () -> new VideoPreparer(settings, folder, threads), listener);
        for (int i = 0; i < results.size(); i++) {
            String key = missing.get(i).key();
            results.get(i).ifPresent(reason -> leftOut.put(key, reason));
        }
        return kept;
    }
}
