package io.unmask.data.video;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Split;
import io.unmask.data.source.OfficialPairs;
import io.unmask.data.source.PersonRule;
import io.unmask.data.source.VideoNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * DF40 (Yan et al., NeurIPS 2024): a folder a method with ff and cdf (made from FaceForensics++ and Celeb-DF) or
 * with fake and real; videos as published, or frames that are cut out already (a folder frames with a folder a
 * video), or single pictures. DF40 is the test split and DF40_train the training split. Where the official pairs of
 * FaceForensics++ are given, fakes made from it are in the split of their pair instead, whichever folder they are
 * in: the published folders are known to share frames. Reals of ff and cdf are read from those data sets.
 *
 * @param root folder of DF40 and DF40_train, or one of them
 * @param methods folders of methods; empty for all
 * @param splits folder of train.json, val.json and test.json of FaceForensics++; null for the published folders
 */
@JsonTypeName("df40")
@AutoService(VideoSet.class)
@Doc("DF40: forty methods, as videos or as cut-out frames, by the published folders or by official pairs.")
public record Df40(
        @Doc("Folder of DF40 and DF40_train, or one of them.")
        Path root,

        @Doc("Folders of methods, as fsgan or MidJourney; all where empty.") @Default("[]")
        List<String> methods,

        @Doc("Folder of FaceForensics++'s train.json, val.json and test.json, to split fakes made from it by pair.")
        @Nullable
        Path splits)
        implements IndexedVideoSet {
    private static final String KEY = "df40";
    private static final List<String> DOMAINS = List.of("ff", "cdf", "fake", "real");
    private static final String FRAMES = "frames";
    private static final String SOURCE = "github.com/YZY-stack/DF40 (README.md, Folder Structure;"
            + " DeepfakeBench_DF40/preprocessing/preprocess.py and rearrange.py)";
    private static final ExpectedTree TREE = new ExpectedTree("DF40", "DF40", """
            DF40/
              fsgan/ (and other methods)
                ff/
                  000_003.mp4 (or frames/000_003/000.png)
                cdf/
                  id0_id1_0000.mp4
              MidJourney/
                fake/
                real/
            DF40_train/ (if downloaded)
              fsgan/
                ff/""", SOURCE);

    /** Copies the methods. */
    public Df40 {
        methods = List.copyOf(methods);
    }

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public VideoIndex index() {
        if (!Files.isDirectory(root)) {
            throw TREE.differs(root, "no such folder", null);
        }
        VideoIndex index = new VideoIndex();
        Map<String, Split> pairs = pairs();
        Path test = root.resolve("DF40");
        Path train = root.resolve("DF40_train");
        boolean both = Files.isDirectory(test) || Files.isDirectory(train);
        if (both) {
            methods(test, Split.TEST, pairs, index);
            methods(train, Split.TRAIN, pairs, index);
        } else {
            boolean training = String.valueOf(root.getFileName()).endsWith("_train");
            methods(root, training ? Split.TRAIN : Split.TEST, pairs, index);
        }
        if (index.isEmpty()) {
            throw TREE.differs(root, "no videos or pictures in a method's ff, cdf, fake or real", null);
        }
        index.note("DF40: the reals of ff and cdf are those of FaceForensics++ and Celeb-DF, and are read from there.");
        if (splits == null) {
            index.note("DF40: split by the published folders, whose frames are known to overlap; give splits: of"
                    + " FaceForensics++ to split by pairs.");
        }
        return index;
    }

    private void methods(Path folder, Split split, Map<String, Split> pairs, VideoIndex index) {
        for (String wanted : methods) {
            if (Files.isDirectory(folder) && !Files.isDirectory(folder.resolve(wanted))) {
                index.skip(folder.resolve(wanted), VideoIndex.MISSING_VIDEO);
            }
        }
        for (Path method : VideoFolder.folders(folder)) {
            String name = method.getFileName().toString();
            if (methods.isEmpty() || methods.contains(name)) {
                for (String domain : DOMAINS) {
                    domain(method.resolve(domain), name, domain, split, pairs, index);
                }
            }
        }
    }

    private static void domain(
            Path folder, String method, String domain, Split split, Map<String, Split> pairs, VideoIndex index) {
        VideoIndex aside = new VideoIndex();
        VideoFolder videos = VideoFolder.below(folder, aside);
        if (!videos.isEmpty()) {
            for (String video : videos.names()) {
                add(method, domain, video, videos.required(video), split, pairs, index);
            }
            return;
        }
        List<Path> items = Files.isDirectory(folder.resolve(FRAMES))
                ? PictureSequences.below(folder.resolve(FRAMES))
                : PictureSequences.pictures(folder);
        for (Path item : items) {
            Path start = Files.isDirectory(folder.resolve(FRAMES)) ? folder.resolve(FRAMES) : folder;
            String path = start.relativize(item).toString().replace('\\', '/');
            String name = Files.isDirectory(item) ? path : PersonRule.stem(path);
            add(method, domain, name.replace('/', '_'), item, split, pairs, index);
        }
    }

    private static void add(
            String method,
            String domain,
            String video,
            Path file,
            Split folderSplit,
            Map<String, Split> pairs,
            VideoIndex index) {
        boolean ff = domain.equals("ff");
        Split split = ff ? pairs.getOrDefault(video, folderSplit) : folderSplit;
        List<String> people =
                ff && video.matches("[0-9]{3}(_[0-9]{3})?") ? VideoNames.faceForensics(video) : List.of(video);
        if (domain.equals("cdf")) {
            people = VideoNames.celebDf(video);
        }
        if (domain.equals("real")) {
            index.real(KEY, method + "_" + video, people, split, file);
        } else {
            index.fake(KEY, method, domain + "_" + video, people, split, file);
        }
    }

    private Map<String, Split> pairs() {
        Map<String, Split> pairs = new HashMap<>();
        if (splits != null) {
            for (Split split : Split.values()) {
                for (OfficialPairs.Pair pair : OfficialPairs.read(OfficialPairs.file(root, splits, split))) {
                    pair.fakes().forEach(video -> pairs.put(video, split));
                    pair.originals().forEach(video -> pairs.put(video, split));
                }
            }
        }
        return pairs;
    }
}
