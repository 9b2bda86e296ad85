package io.unmask.data.video;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Split;
import io.unmask.data.source.VideoNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * DeeperForensics-1.0 (Jiang et al., CVPR 2020): manipulated_videos/&lt;variant&gt;/&lt;target&gt;_&lt;actor&gt;.mp4 and the split
 * in lists/splits. Its reals are the target videos, which are those of FaceForensics++ at c23 and come from there;
 * a target is in the split of the fake made from it. The recordings of actors in source_videos are, as its authors
 * say, not the real part for detection, and are not read.
 *
 * @param root the tree
 * @param variants folders of manipulated_videos
 * @param targets tree of FaceForensics++; null for fakes alone
 * @param splits folder of train.txt, val.txt and test.txt; null for lists/splits
 */
@JsonTypeName("deeper_forensics")
@AutoService(VideoSet.class)
@Doc("DeeperForensics-1.0 in the official split; its reals are the originals of FaceForensics++ at c23.")
public record DeeperForensics(
        @Doc("The tree, with manipulated_videos and lists.") Path root,

        @Doc("Variants: folders of manipulated_videos, as end_to_end or end_to_end_level_3.") @Default("[end_to_end]")
        List<String> variants,

        @Doc("Tree of FaceForensics++, for the reals; fakes alone where left out.") @Nullable
        Path targets,

        @Doc("Folder of train.txt, val.txt and test.txt; lists/splits where left out.") @Nullable
        Path splits)
        implements IndexedVideoSet {
    private static final String KEY = "deeper_forensics";
    private static final String FAKES = "manipulated_videos";
    private static final String TARGETS = "original_sequences/youtube/c23";
    private static final String SOURCE = "github.com/EndlessSora/DeeperForensics-1.0 (dataset/README.md)";
    private static final ExpectedTree TREE = new ExpectedTree("DeeperForensics-1.0", FAKES, """
            lists/
              splits/
                train.txt
                val.txt
                test.txt
            manipulated_videos/
              end_to_end/
                000_M101.mp4""", SOURCE);

    /** Checks the variants. */
    public DeeperForensics {
        variants = List.copyOf(variants);
        Check.that(!variants.isEmpty(), "variants", variants, "must name at least one");
    }

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public VideoIndex index() {
        TREE.require(root);
        VideoIndex index = new VideoIndex();
        Map<String, Split> listed = listedSplits();
        Map<String, Split> targetSplits = targetSplits(listed);
        if (targets == null) {
            index.note("DeeperForensics-1.0 has no reals of its own; name the tree of FaceForensics++ with targets:.");
        } else {
            VideoFolder reals = VideoFolder.of(targets.resolve(TARGETS), index);
            if (reals.isEmpty()) {
                throw new BadInputException("targets: " + targets + ": no videos in " + TARGETS
                        + "; expected the tree of FaceForensics++ with its originals at c23");
            }
            targetSplits.forEach((video, split) -> {
                Path file = reals.expect(video, index);
                if (file != null) {
                    index.real(KEY, video, List.of(video), split, file);
                }
            });
            index.note(
                    "The reals of DeeperForensics-1.0 are originals of FaceForensics++ at c23: not independent of it.");
        }
        for (String variant : variants) {
            VideoFolder fakes = VideoFolder.of(root.resolve(FAKES).resolve(variant), index);
            if (fakes.isEmpty()) {
                throw TREE.noVideos(root, FAKES + "/" + variant);
            }
            listed.forEach((video, split) -> {
                Path file = fakes.expect(video, index);
                if (file != null) {
                    index.fake(KEY, variant, video, VideoNames.faceForensics(video), split, file);
                }
            });
            fakes.unlisted(listed.keySet(), index);
        }
        return index;
    }

    private Map<String, Split> listedSplits() {
        Map<String, Split> listed = new LinkedHashMap<>();
        Path folder = splits == null ? root.resolve("lists/splits") : splits;
        for (Split split : Split.values()) {
            Path file = folder.resolve(split.name().toLowerCase(Locale.ROOT) + ".txt");
            if (!Files.isRegularFile(file)) {
                throw new BadInputException(file + ": no such split file; it is in lists/splits of the data set"
                        + " (github.com/EndlessSora/DeeperForensics-1.0 says how to get it); name its folder with"
                        + " splits:");
            }
            for (String line : ListedLines.of(file)) {
                Split before = line.isBlank() ? null : listed.put(VideoFolder.nameIn(line), split);
                if (before != null && before != split) {
                    throw twice(folder, line.strip(), before, split);
                }
            }
        }
        return listed;
    }

    private static Map<String, Split> targetSplits(Map<String, Split> listed) {
        Map<String, Split> targets = new LinkedHashMap<>();
        listed.forEach((video, split) -> {
            String target = VideoNames.faceForensics(video).get(0);
            Split before = targets.put(target, split);
            if (before != null && before != split) {
                throw twice(Path.of("lists/splits"), "target " + target, before, split);
            }
        });
        return targets;
    }

    private static BadInputException twice(Path where, String what, Split first, Split second) {
        return new BadInputException(where + ": " + what + " is in the splits "
                + first.name().toLowerCase(Locale.ROOT) + " and "
                + second.name().toLowerCase(Locale.ROOT)
                + "; expected in one");
    }
}
