package io.unmask.experiments.inspect;

import io.unmask.config.BadInputException;
import io.unmask.config.ConfigReader;
import io.unmask.config.Node;
import io.unmask.config.Problems;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import io.unmask.data.Skipped;
import io.unmask.data.Split;
import io.unmask.data.integrity.Integrity.NamedSet;
import io.unmask.data.video.Recording;
import io.unmask.data.video.VideoSet;
import io.unmask.experiments.plan.DataSettings;
import io.unmask.experiments.plan.Experiment;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.plan.Trial;
import io.unmask.random.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is to be inspected.
 *
 * @param name what the report calls it
 * @param sets its sets of clips; empty for videos
 * @param recordings its videos; empty for clips
 * @param notes what its sources say about themselves
 * @param skipped what its sources leave out
 */
public record Subject(
        String name, List<NamedSet> sets, List<Recording> recordings, List<String> notes, List<Skipped> skipped) {
    /** Copies the lists. */
    public Subject {
        sets = List.copyOf(sets);
        recordings = List.copyOf(recordings);
        notes = List.copyOf(notes);
        skipped = List.copyOf(skipped);
    }

    /**
     * Reads the file: an experiment (its first trial), or {@code source:} or {@code videos:}.
     *
     * @param overrides settings of the command line
     * @param cache folder for what sources make once
     * @throws io.unmask.config.ConfigException with everything that is wrong with the file
     * @throws BadInputException if the data are missing or malformed
     */
    public static Subject read(ConfigReader reader, Path file, List<String> overrides, Path cache) {
        String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        Problems problems = new Problems();
        Node.Mapping tree = reader.tree(file, List.of(), Experiment.class, problems);
        if (tree == null || (tree.get("source") == null && tree.get("videos") == null)) {
            return of(Plan.read(reader, file, overrides), cache);
        }
        InspectFile given = reader.read(file, overrides, InspectFile.class);
        if (given.videos() != null) {
            return of(name, given.videos());
        }
        return of(name, java.util.Objects.requireNonNull(given.source()), cache);
    }

    /** A set of videos. */
    static Subject of(String name, VideoSet videos) {
        List<String> notes = new ArrayList<>(videos.notes());
        notes.add("layout: " + videos.source());
        return new Subject(name, List.of(), videos.recordings(), notes, videos.skipped());
    }

    /** Every split of a data source, as it is given. */
    static Subject of(String name, DataSource source, Path cache) {
        List<NamedSet> sets = new ArrayList<>();
        Set<Skipped> skipped = new LinkedHashSet<>();
        for (Split split : Split.values()) {
            DataRequest request = new DataRequest(
                    split, source.levelIn(Compression.RAW), Seeds.of(1).child("data"), cache);
            List<Clip> clips = source.clips(request);
            if (!clips.isEmpty()) {
                sets.add(new NamedSet(split.name().toLowerCase(Locale.ROOT), split, clips));
            }
            skipped.addAll(source.skipped(request));
        }
        if (sets.isEmpty()) {
            throw new BadInputException(name + ": the source has no videos or pictures in any split");
        }
        return new Subject(name, sets, List.of(), source.notes(), List.copyOf(skipped));
    }

    /** All sets of an experiment, as its first trial reads them. */
    static Subject of(Plan plan, Path cache) {
        Trial trial = plan.trials().get(0);
        DataSettings data = trial.config().data();
        Set<String> notes = new LinkedHashSet<>();
        Set<Skipped> skipped = new LinkedHashSet<>();
        List<NamedSet> sets = new ArrayList<>();
        sets.add(named("train", Split.TRAIN, data.train(), trial, cache, notes, skipped));
        sets.add(named("validation", Split.VAL, data.validation(), trial, cache, notes, skipped));
        data.test()
                .forEach((test, source) ->
                        sets.add(named("test " + test, Split.TEST, source, trial, cache, notes, skipped)));
        notes.add("sets of trial " + trial.id() + "; what it compresses by itself is shown uncompressed");
        return new Subject(plan.experiment().name(), sets, List.of(), List.copyOf(notes), List.copyOf(skipped));
    }

    private static NamedSet named(
            String name,
            Split split,
            DataSource source,
            Trial trial,
            Path cache,
            Set<String> notes,
            Set<Skipped> skipped) {
        Compression level = source.levelIn(trial.compression());
        DataRequest request =
                new DataRequest(split, level, Seeds.of(trial.seed()).child("data"), cache);
        notes.addAll(source.notes());
        skipped.addAll(source.skipped(request));
        return new NamedSet(name, split, source.clips(request));
    }
}
