package io.unmask.experiments.run;

import io.unmask.augment.Augmentation;
import io.unmask.data.BuildListener;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import io.unmask.data.Skipped;
import io.unmask.data.Split;
import io.unmask.data.cache.CompressedClips;
import io.unmask.data.integrity.Integrity;
import io.unmask.data.integrity.Integrity.NamedSet;
import io.unmask.experiments.plan.DataSettings;
import io.unmask.experiments.plan.Trial;
import io.unmask.random.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The clips of a trial, at its compression level.
 *
 * @param train what it learns from
 * @param validation what it selects on
 * @param test what is scored at the end, by name
 * @param compression how the level was made, with encoder and version
 * @param ownLevels the same of sets that have a level of their own, as messages call them
 * @param notes what belongs beside every number made from this data: what "raw" means, which rule chose what
 * @param admittedOverlap what the splits share, which the configuration admits; empty if they share nothing
 * @param skipped what the sources have and leave out
 */
record TrialData(
        List<Clip> train,
        List<Clip> validation,
        Map<String, List<Clip>> test,
        String compression,
        Map<String, String> ownLevels,
        List<String> notes,
        List<String> admittedOverlap,
        List<Skipped> skipped) {
    /**
     * Reads the lists, and makes once for all trials of a seed what has to be made: blends, compressed pictures.
     *
     * @throws io.unmask.config.BadInputException if a source is missing or malformed, a set is empty or has one
     *     class, or sets overlap and the configuration does not admit it
     */
    static TrialData load(Trial trial, Path cache, BuildListener listener) throws InterruptedException {
        return new Reader(trial, cache, listener).read();
    }

    /** How the level of a test set was made. */
    String compressionOf(String set) {
        return ownLevels.getOrDefault("test " + set, compression);
    }

    /** Samples of a set: the frames of all its clips. */
    static int samples(List<Clip> clips) {
        return clips.stream().mapToInt(clip -> clip.frames().size()).sum();
    }

    /** Clips at a level, packed as a trial wants them. */
    static List<Clip> packed(Trial trial, Compression level, List<Clip> clips, Path cache, BuildListener listener)
            throws InterruptedException {
        return CompressedClips.at(
                level,
                clips,
                trial.config().data().pack(),
                cache,
                trial.config().workers(),
                listener);
    }

    /** The work of {@link #load}. */
    private static final class Reader {
        private final Trial trial;
        private final Path cache;
        private final BuildListener listener;
        private final Seeds seeds;
        private final Map<String, String> ownLevels = new LinkedHashMap<>();
        private final Set<String> notes = new LinkedHashSet<>();
        private final Set<Skipped> skipped = new LinkedHashSet<>();
        private final List<NamedSet> sets = new ArrayList<>();

        Reader(Trial trial, Path cache, BuildListener listener) {
            this.trial = trial;
            this.cache = cache;
            this.listener = listener;
            seeds = trial.dataSeeds();
        }

        TrialData read() throws InterruptedException {
            DataSettings data = trial.config().data();
            List<Clip> train = clips("train", Split.TRAIN, data.train());
            List<Clip> validation = clips("validation", Split.VAL, data.validation());
            Map<String, List<Clip>> test = new LinkedHashMap<>();
            for (var entry : data.test().entrySet()) {
                test.put(entry.getKey(), clips("test " + entry.getKey(), Split.TEST, entry.getValue()));
            }
            List<String> overlap = Integrity.of(sets, data.comparePixels()).enforce(data.allowOverlap());
            String compression = levelSettings(trial.compression());
            return new TrialData(
                    train,
                    validation,
                    test,
                    compression,
                    Map.copyOf(ownLevels),
                    List.copyOf(notes),
                    overlap,
                    List.copyOf(skipped));
        }

        private static String levelSettings(Compression level) throws InterruptedException {
            return level == Compression.RAW ? "as given" : CompressedClips.settings(level);
        }

        private List<Clip> clips(String name, Split split, DataSource source) throws InterruptedException {
            Compression level = source.levelIn(trial.compression());
            DataRequest request = new DataRequest(split, level, seeds, cache, listener);
            if (level != trial.compression()) {
                notes.add(name + ": " + levelSettings(level));
                ownLevels.put(name, levelSettings(level));
            }
            notes.addAll(source.notes());
            skipped.addAll(source.skipped(request));
            List<Clip> clips = packed(trial, level, source.clips(request), cache, listener);
            boolean fakesAreMade =
                    split == Split.TRAIN && trial.config().augment().stream().anyMatch(Augmentation::makesFakes);
            sets.add(new NamedSet(name, split, clips, fakesAreMade));
            return clips;
        }
    }
}
