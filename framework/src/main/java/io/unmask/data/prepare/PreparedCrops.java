package io.unmask.data.prepare;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import io.unmask.data.Frame;
import io.unmask.data.Label;
import io.unmask.data.Skipped;
import io.unmask.data.Split;
import io.unmask.data.source.IdentitySplit;
import io.unmask.data.video.All;
import io.unmask.data.video.Even;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The crops that {@code unmask prepare} has made, with masks, landmarks and people. Frames without a crop are left out and
 * listed by their rule. Where the folder has crops of the compression asked for, those are given, otherwise its raw ones.
 *
 * @param folder what prepare has written
 * @param split which part, whatever is asked for; null for what is asked for
 * @param methods only these fakes; empty for all. Reals always come
 * @param framesPerVideo evenly spaced crops of each video; 0 for all
 * @param trainShare share of the people in the training split, for data sets without official splits
 * @param validationShare share of the people in the validation split
 * @param splitSeed decides which people
 */
@JsonTypeName("prepared")
@AutoService(DataSource.class)
@Doc("Face crops that the command prepare has made, with masks, landmarks and people.")
public record PreparedCrops(
        @Doc("The folder that prepare has written: its setting output.")
        Path folder,

        @Doc("Use this split of the data set, whatever part of the experiment asks: train, val or test.") @Nullable
        Split split,

        @Doc("Only fakes of these methods, as the data set names them; all where left out. Reals always come.")
        @Default("[]")
        List<String> methods,

        @Doc("Evenly spaced crops of each video, first and last among them; 0 for all.") @Default("0")
        int framesPerVideo,

        @Doc("Share of the people in the training split, for data sets without official splits.") @Default("0.6")
        double trainShare,

        @Doc("Share of the people in the validation split, for data sets without official splits.") @Default("0.15")
        double validationShare,

        @Doc("Decides which people are in which split, for data sets without official splits.") @Default("1")
        long splitSeed)
        implements DataSource {
    /** Checks numbers and shares. */
    public PreparedCrops {
        methods = List.copyOf(methods);
        Check.that(framesPerVideo >= 0, "framesPerVideo", framesPerVideo, "must be at least 0");
        Check.that(trainShare > 0 && trainShare < 1, "trainShare", trainShare, "must be above 0 and below 1");
        Check.that(
                validationShare > 0 && trainShare + validationShare < 1,
                "validationShare",
                validationShare,
                "must be above 0 and leave something for the test split");
    }

    @Override
    public List<Clip> clips(DataRequest request) {
        List<Clip> clips = new ArrayList<>();
        for (CropTable.Video video : wanted(request, new ArrayList<>())) {
            List<Frame> crops = video.crops();
            int[] places = (framesPerVideo == 0 ? new All() : new Even(framesPerVideo)).of(crops.size());
            List<Frame> frames = new ArrayList<>();
            for (int place : places) {
                frames.add(crops.get(place));
            }
            if (!frames.isEmpty()) {
                clips.add(video.clip(frames));
            }
        }
        return clips;
    }

    @Override
    public List<Skipped> skipped(DataRequest request) {
        List<Skipped> skipped = new ArrayList<>();
        wanted(request, skipped).forEach(video -> skipped.addAll(video.skipped()));
        return skipped;
    }

    private List<CropTable.Video> wanted(DataRequest request, List<Skipped> skipped) {
        if (!Files.isRegularFile(folder.resolve(PreparedFolder.MANIFEST))) {
            throw new BadInputException(folder + ": no " + PreparedFolder.MANIFEST + ", which ./unmask prepare writes"
                    + " last; run it (again) with this folder as output");
        }
        List<CropTable.Video> videos = CropTable.read(folder);
        requireKnown(videos);
        Set<Compression> levels = EnumSet.noneOf(Compression.class);
        videos.forEach(video -> levels.add(video.compression()));
        Compression level = levels.contains(request.compression()) ? request.compression() : Compression.RAW;
        if (!levels.contains(level)) {
            throw new BadInputException(folder + ": has only crops of compression "
                    + levels.stream().map(PreparedCrops::lower).collect(Collectors.joining(", ")) + ", but "
                    + lower(request.compression())
                    + " was asked for; it can be made from raw crops, never from other compressed ones");
        }
        List<CropTable.Video> ofLevel = videos.stream()
                .filter(video -> video.compression() == level)
                .filter(video -> methods.isEmpty() || video.label() == Label.REAL || methods.contains(video.method()))
                .toList();
        boolean official = videos.stream().anyMatch(video -> video.split() != null);
        Split part = split == null ? request.split() : split;
        return official
                ? ofLevel.stream().filter(video -> video.split() == part).toList()
                : divided(videos, ofLevel, part, skipped);
    }

    private void requireKnown(List<CropTable.Video> videos) {
        Set<String> known = new TreeSet<>();
        videos.forEach(video -> known.add(video.method()));
        for (String method : methods) {
            if (!known.contains(method)) {
                throw new BadInputException(
                        folder + ": no crops of the method \"" + method + "\"; there are: " + String.join(", ", known));
            }
        }
    }

    private static String lower(Compression level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    private List<CropTable.Video> divided(
            List<CropTable.Video> all, List<CropTable.Video> candidates, Split wanted, List<Skipped> skipped) {
        Set<String> people = new LinkedHashSet<>();
        all.forEach(video -> people.addAll(video.identities()));
        if (people.size() < 3) {
            throw new BadInputException(folder + ": the data set has no splits, and " + people.size()
                    + " people cannot be divided into three; use more videos, or add splits to the data set");
        }
        IdentitySplit parts = new IdentitySplit(people, trainShare, validationShare, splitSeed);
        List<CropTable.Video> inside = new ArrayList<>();
        for (CropTable.Video video : candidates) {
            if (video.identities().stream().allMatch(person -> parts.of(person) == wanted)) {
                inside.add(video);
            } else if (parts.of(video.identities().get(0)) == wanted) {
                // In either part it would be a leak.
                skipped.add(new Skipped(video.clip(List.of()).key(), "people_of_two_splits"));
            }
        }
        return inside;
    }
}
