package io.unmask.data.source;

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
import io.unmask.data.Pixels;
import io.unmask.data.Skipped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A data set as DeepfakeBench (SCLBD/DeepfakeBench, {@code preprocessing/rearrange.py}) publishes it: face crops
 * below a root and one JSON file a data set with labels, splits, videos and paths of frames. The name {@code
 * X_c40} opens {@code X_c40.json} and reads the key X at level c40, as the original does. Paths are repaired
 * ({@link PathRepair}); labels are those of its dictionary ({@link BenchLabels}). Frames may also be in its LMDB
 * ({@link BenchLmdb}): the root is then the environment X_lmdb, or the folder that has it.
 *
 * <p>Left out, counted and listed: videos whose list of frames is empty ({@code no_frames}), whose frames are not
 * on the disk ({@code missing_video}), and entries that are no videos ({@code malformed_entry}; the validation
 * split of DFDC).
 *
 * @param json folder of the JSON files
 * @param root what the paths are resolved against: folder of pictures, or an LMDB
 * @param dataset name of the JSON file without its extension
 * @param framesPerVideo evenly spaced frames of each video; 0 for all
 * @param labels labels that the dictionary does not have
 */
@JsonTypeName("deepfakebench")
@AutoService(DataSource.class)
@Doc("A data set in the layout of DeepfakeBench: face crops and a JSON file with labels, splits and paths.")
public record DeepfakeBench(
        @Doc("Folder of the JSON files.") Path json,

        @Doc("Folder that the paths in them are resolved against; or an LMDB, or the folder of LMDBs.")
        Path root,

        @Doc("Name of the JSON file without extension: FaceForensics++, Celeb-DF-v2, FF-DF_c40 and so on.")
        String dataset,

        @Doc("Evenly spaced frames of each video, first and last among them; 0 for all.") @Default("32")
        int framesPerVideo,

        @Doc("Labels beyond DeepfakeBench's own, each real or fake.") @Default("{}")
        Map<String, Label> labels)
        implements DataSource {
    /** Name of the rule that leaves out what stands where a video belongs and is none. */
    public static final String MALFORMED_ENTRY = "malformed_entry";

    private static final Pattern WITH_LEVEL = Pattern.compile("(.+)_(raw|c23|c40)");
    /** Data sets whose JSON files put the same videos into several splits. */
    private static final Set<String> ONE_SPLIT = Set.of("DeepFakeDetection", "UADFV", "DeeperForensics-1.0");

    private static final Set<String> VALIDATION_IS_TEST = Set.of("Celeb-DF-v1", "Celeb-DF-v2", "DFDCP");

    /** Copies the labels. */
    public DeepfakeBench {
        labels = Map.copyOf(labels);
        Check.that(framesPerVideo >= 0, "framesPerVideo", framesPerVideo, "must be at least 0");
        Check.that(!dataset.isBlank(), "dataset", dataset, "must name a JSON file");
    }

    @Override
    public List<Clip> clips(DataRequest request) {
        return read(request, new ArrayList<>());
    }

    @Override
    public List<Skipped> skipped(DataRequest request) {
        List<Skipped> skipped = new ArrayList<>();
        read(request, skipped);
        return skipped;
    }

    @Override
    public List<String> notes() {
        String key = key();
        if (ONE_SPLIT.contains(key)) {
            return List.of(
                    key + ": the JSON file has the same videos in train, val and test; use it for testing only.");
        }
        if (VALIDATION_IS_TEST.contains(key)) {
            return List.of(key + ": in the JSON file val is test, and train may hold fakes of the test split; use it"
                    + " for testing only.");
        }
        return List.of();
    }

    private List<Clip> read(DataRequest request, List<Skipped> skipped) {
        Path file = json.resolve(dataset + ".json");
        Matcher named = WITH_LEVEL.matcher(dataset);
        Compression level = named.matches() ? level(named.group(2)) : request.compression();
        if (level != request.compression()) {
            throw new BadInputException(file + ": holds " + level.code() + " alone, but "
                    + request.compression().name().toLowerCase(Locale.ROOT) + " ("
                    + request.compression().code()
                    + ") was asked for");
        }
        BenchFrames frames = BenchFrames.open(root, key());
        List<Clip> clips = new ArrayList<>();
        int listed = 0;
        for (BenchFile.Video video : BenchFile.read(file, key(), request.split(), level, skipped)) {
            listed++;
            clip(video, frames, file, skipped).ifPresent(clips::add);
        }
        if (clips.isEmpty() && listed > 0) {
            throw new BadInputException(file + ": none of its " + listed + " videos is on the disk\n"
                    + "    expected: " + frames.lastExpected() + "\n"
                    + "    found:    " + frames.found());
        }
        return clips;
    }

    private Optional<Clip> clip(BenchFile.Video video, BenchFrames store, Path file, List<Skipped> skipped) {
        Label label = labels.containsKey(video.label())
                ? labels.get(video.label())
                : BenchLabels.of(video.label(), file, labels.keySet());
        List<String> names = EvenFrames.inOrder(video.frames());
        if (names.isEmpty()) {
            skipped.add(new Skipped(file + ": " + video.label() + "/" + video.name(), FrameTree.NO_FRAMES));
            return Optional.empty();
        }
        String prefix = store.of(names.get(0));
        if (prefix == null) {
            skipped.add(new Skipped(file + ": " + video.label() + "/" + video.name(), FrameTree.MISSING_VIDEO));
            return Optional.empty();
        }
        Map<Long, String> masks = new HashMap<>();
        video.masks().forEach(mask -> masks.put(EvenFrames.number(mask.replace('\\', '/')), mask));
        List<Frame> frames = new ArrayList<>();
        for (int position : EvenFrames.of(names.size(), framesPerVideo)) {
            long number = EvenFrames.number(names.get(position).replace('\\', '/'));
            String path = store.like(prefix, names.get(0), names.get(position));
            frames.add(new Frame(
                    number < 0 ? position : (int) number, store.picture(path), mask(masks.get(number), store), null));
        }
        String family = BenchLabels.family(key());
        String method = label == Label.REAL ? "real" : video.label();
        return Optional.of(new Clip(
                family,
                method,
                video.level() == null ? Compression.RAW : video.level(),
                video.name(),
                BenchLabels.identities(family, video.name()),
                label,
                frames));
    }

    private @Nullable Pixels mask(@Nullable String given, BenchFrames store) {
        String path = given == null ? null : store.of(given);
        return path == null ? null : store.mask(path);
    }

    private String key() {
        Matcher named = WITH_LEVEL.matcher(dataset);
        return named.matches() ? named.group(1) : dataset;
    }

    private static Compression level(String code) {
        return code.equals("raw") ? Compression.RAW : code.equals("c23") ? Compression.HQ : Compression.LQ;
    }
}
