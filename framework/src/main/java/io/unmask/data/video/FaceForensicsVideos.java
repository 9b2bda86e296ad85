package io.unmask.data.video;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Compression;
import io.unmask.data.Label;
import io.unmask.data.Split;
import io.unmask.data.source.FaceForensics;
import io.unmask.data.source.FaceForensicsMethods;
import io.unmask.data.source.OfficialPairs;
import io.unmask.data.source.VideoNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * FaceForensics++ (Rössler et al., ICCV 2019) as its download script lays it: {@code
 * original_sequences/youtube/<c>/videos/000.mp4} and {@code manipulated_sequences/<Method>/<c>/videos/000_003.mp4}
 * with c of raw (older copies: c0), c23, c40, masks in {@code manipulated_sequences/<Method>/masks/videos}. Splits
 * are the official pairs; both people of a fake are its identities.
 *
 * <p>The method DFD adds the recordings of actors and the fakes of DeepFakeDetection, a data set of its own under
 * the key deepfakedetection, without an official split.
 *
 * @param root the tree
 * @param splits folder of train.json, val.json and test.json; null to look in the tree
 * @param methods by short or long name; originals are always there
 * @param compressions levels to read; each must be on the disk
 */
@JsonTypeName("faceforensics")
@AutoService(VideoSet.class)
@Doc("FaceForensics++ as downloaded, with masks, FaceShifter and DeepFakeDetection, in the official split.")
public record FaceForensicsVideos(
        @Doc("The tree, with original_sequences and manipulated_sequences.")
        Path root,

        @Doc("Folder of train.json, val.json and test.json; looked for in root and root/splits where left out.")
        @Nullable
        Path splits,

        @Doc("Methods: DF, F2F, FS, NT, FSh, DFD (actors and DeepFakeDetection) or their long names.")
        @Default("[DF, F2F, FS, NT]")
        List<String> methods,

        @Doc("Compression levels: raw, hq (c23), lq (c40).") @Default("[hq]")
        List<Compression> compressions)
        implements IndexedVideoSet {
    /** Key of the recordings of actors and their fakes. */
    public static final String ACTORS_KEY = "deepfakedetection";

    private static final String ORIGINALS = "original_sequences/youtube";
    private static final String ACTORS = "original_sequences/actors";
    private static final String FAKES = "manipulated_sequences/";
    private static final String SOURCE =
            "github.com/ondyari/FaceForensics (dataset/README.md and" + " dataset/extract_compressed_videos.py)";
    private static final ExpectedTree TREE = new ExpectedTree("FaceForensics++", "original_sequences", """
            original_sequences/
              youtube/
                c23/ (or raw, c40)
                  videos/
                    000.mp4
              actors/ (for DFD)
                c23/
                  videos/
                    01__exit_phone_room.mp4
            manipulated_sequences/
              Deepfakes/ (and so on)
                c23/
                  videos/
                    000_003.mp4
                masks/ (if downloaded)
                  videos/
                    000_003.mp4
            splits/ (or named with splits:)
              train.json
              val.json
              test.json""", SOURCE);

    /** Checks methods and levels. */
    public FaceForensicsVideos {
        methods = List.copyOf(methods);
        compressions = List.copyOf(compressions);
        Check.that(!methods.isEmpty(), "methods", methods, "must name at least one");
        Check.that(!compressions.isEmpty(), "compressions", compressions, "must name at least one");
        FaceForensicsMethods.folders(methods, true);
    }

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public VideoIndex index() {
        TREE.require(root);
        VideoIndex index = new VideoIndex();
        List<String> folders = FaceForensicsMethods.folders(methods, true);
        List<String> paired = folders.stream()
                .filter(folder -> !folder.equals(FaceForensicsMethods.DEEP_FAKE_DETECTION))
                .toList();
        if (!paired.isEmpty()) {
            Map<Split, List<OfficialPairs.Pair>> pairs = new EnumMap<>(Split.class);
            for (Split split : Split.values()) {
                pairs.put(split, OfficialPairs.read(OfficialPairs.file(root, splits, split)));
            }
            for (Compression level : levels()) {
                originals(pairs, level, index);
                paired.forEach(method -> fakes(method, pairs, level, index));
            }
        }
        if (paired.size() < folders.size()) {
            levels().forEach(level -> actors(level, index));
            index.note("DeepFakeDetection has no official split; its actors are divided by whoever uses it.");
        }
        return index;
    }

    private List<Compression> levels() {
        return compressions.stream().distinct().sorted().toList();
    }

    private void originals(Map<Split, List<OfficialPairs.Pair>> pairs, Compression level, VideoIndex index) {
        VideoFolder videos = videos(ORIGINALS, level, index);
        Set<String> listed = new HashSet<>();
        pairs.forEach((split, list) -> list.forEach(pair -> {
            for (String video : pair.originals()) {
                listed.add(video);
                Path file = videos.expect(video, index);
                if (file != null) {
                    index.add(new Recording(
                            FaceForensics.KEY, "real", level, video, List.of(video), Label.REAL, split, file, null));
                }
            }
        }));
        videos.unlisted(listed, index);
    }

    private void fakes(String method, Map<Split, List<OfficialPairs.Pair>> pairs, Compression level, VideoIndex index) {
        VideoFolder videos = videos(FAKES + method, level, index);
        VideoFolder masks = VideoFolder.of(root.resolve(FAKES + method + "/masks"), index);
        Set<String> listed = new HashSet<>();
        pairs.forEach((split, list) -> list.forEach(pair -> {
            for (String video : pair.fakes()) {
                listed.add(video);
                Path file = videos.expect(video, index);
                if (file != null) {
                    index.add(new Recording(
                            FaceForensics.KEY,
                            method,
                            level,
                            video,
                            VideoNames.faceForensics(video),
                            Label.FAKE,
                            split,
                            file,
                            masks.get(video)));
                }
            }
        }));
        videos.unlisted(listed, index);
    }

    private void actors(Compression level, VideoIndex index) {
        String method = FaceForensicsMethods.DEEP_FAKE_DETECTION;
        VideoFolder reals = videos(ACTORS, level, index);
        for (String video : reals.names()) {
            index.add(new Recording(
                    ACTORS_KEY,
                    "real",
                    level,
                    video,
                    VideoNames.deepFakeDetection(video),
                    Label.REAL,
                    null,
                    reals.required(video),
                    null));
        }
        VideoFolder fakes = videos(FAKES + method, level, index);
        VideoFolder masks = VideoFolder.of(root.resolve(FAKES + method + "/masks"), index);
        for (String video : fakes.names()) {
            index.add(new Recording(
                    ACTORS_KEY,
                    method,
                    level,
                    video,
                    VideoNames.deepFakeDetection(video),
                    Label.FAKE,
                    null,
                    fakes.required(video),
                    masks.get(video)));
        }
    }

    private VideoFolder videos(String part, Compression level, VideoIndex index) {
        List<String> names = level == Compression.RAW ? List.of("raw", "c0") : List.of(level.code());
        for (String name : names) {
            VideoFolder videos = VideoFolder.of(root.resolve(part).resolve(name), index);
            if (!videos.isEmpty()) {
                return videos;
            }
        }
        Path folder = root.resolve(part).resolve(names.get(0));
        for (String extracted : List.of("images", "frames")) {
            if (Files.isDirectory(folder.resolve(extracted))) {
                throw TREE.differs(
                        root,
                        part + "/" + names.get(0) + " holds extracted frames, but no videos",
                        "frames that are extracted already are read by the data source faceforensics");
            }
        }
        throw TREE.differs(
                root,
                "no videos in " + part + "/" + String.join(" or ", names),
                "download them, or leave them out with methods: and compressions:");
    }
}
