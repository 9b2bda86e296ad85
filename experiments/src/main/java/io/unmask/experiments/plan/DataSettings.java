package io.unmask.experiments.plan;

import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataSource;
import io.unmask.data.cache.Packing;
import io.unmask.data.load.ClipSettings;
import io.unmask.data.load.LoaderSettings;
import io.unmask.model.InputShape;
import io.unmask.model.detector.Detector;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment learns from and is tested on: the block {@code data}.
 *
 * @param root a folder for the sources to refer to, as {@code ${data.root}}; nothing else reads it
 * @param train what networks learn from
 * @param validation what checkpoints and thresholds are chosen on
 * @param test what is scored at the end, by the name that tables give it
 * @param compression the level that all of them are read in
 * @param pack which pictures are decoded once and kept packed
 * @param image what the network sees of a picture
 * @param clip how frames are taken from a video, for detectors of clips; null for detectors of pictures
 * @param workers threads that read and augment ahead of the device; null for all cores
 * @param unreadable what to do with a picture that cannot be read
 * @param allowOverlap whether sets of different splits may share people, videos or pictures
 * @param comparePixels whether pictures are compared between splits, too
 */
@Doc("What is learned from and tested on.")
public record DataSettings(
        @Doc(
                "A folder for the sources below to refer to as ${data.root}, so that -s data.root=FOLDER moves all of them.")
        @Nullable
        Path root,

        @Doc("What networks learn from.") DataSource train,

        @Doc("What checkpoints and thresholds are chosen on.")
        DataSource validation,

        @Doc("What is scored at the end, by the name that tables give it.")
        Map<String, DataSource> test,

        @Doc("Compression level that all sources are read in.") @Default("raw")
        Compression compression,

        @Doc(
                "Which pictures are decoded once and kept packed in the cache: costly ones (blends, crops, compressed pictures),"
                        + " or all, which costs width x height x 3 bytes a picture. Results do not depend on it.")
        @Default("costly")
        Packing pack,

        @Doc("What the network sees of a picture.") @Default("{}")
        ImageSettings image,

        @Doc(
                "Clips of videos, for detectors that look at several frames at once: {} for 16 frames. Detectors of pictures"
                        + " see every frame by itself, when left out.")
        @Nullable
        ClipSettings clip,

        @Doc("Threads that read and augment ahead of the device; all cores when left out. Results do not depend on it.")
        @Nullable
        Integer workers,

        @Doc("What to do with a picture that cannot be read: error stops and names it, skip counts and lists it.")
        @Default("error")
        LoaderSettings.Unreadable unreadable,

        @Doc("Admit people, videos or pictures on both sides of a split; every manifest then says so.")
        @Default("false")
        boolean allowOverlap,

        @Doc("Compare every picture between the splits, not names alone. Costs one reading of all pictures a trial.")
        @Default("true")
        boolean comparePixels) {
    /** Under which the scores of the validation set are kept beside those of the test sets. */
    public static final String VALIDATION = "validation";

    /** Checks the settings and copies the map, keeping its order. */
    public DataSettings {
        test = Collections.unmodifiableMap(new LinkedHashMap<>(test));
        Check.that(!test.isEmpty(), "test", "empty", "must name at least one test set");
        Check.that(
                !test.containsKey(VALIDATION),
                "test",
                "\"" + VALIDATION + "\"",
                "must have other names, since the scores of the validation set are kept under this one");
        for (String name : test.keySet()) {
            Check.that(
                    FolderName.isSafe(name), "test", "\"" + name + "\"", "must have " + FolderName.RULE + " as names");
        }
        Check.that(workers == null || workers > 0, "workers", String.valueOf(workers), "must be at least 1");
    }

    /** What a network sees: RGB pictures, or clips of them. */
    public InputShape input() {
        return clip == null
                ? InputShape.rgb(image.sidePixels())
                : new InputShape(Detector.CHANNELS, image.sidePixels(), clip.frames());
    }

    /** Samples that are scored of these videos: frames, or clips. */
    public int samples(List<Clip> videos) {
        return clip == null
                ? videos.stream().mapToInt(video -> video.frames().size()).sum()
                : clip.scored(videos);
    }

    /** With everything left open that changes no result. */
    DataSettings withoutWorkers() {
        return new DataSettings(
                root,
                train,
                validation,
                test,
                compression,
                Packing.COSTLY,
                image,
                clip,
                null,
                unreadable,
                allowOverlap,
                comparePixels);
    }
}
