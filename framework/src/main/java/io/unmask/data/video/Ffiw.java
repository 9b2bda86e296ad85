package io.unmask.data.video;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Doc;
import io.unmask.data.Compression;
import io.unmask.data.Label;
import io.unmask.data.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * FFIW-10K (Zhou et al., CVPR 2021): real videos in source, the fakes made from them under the same names in target,
 * masks in target_mask, each with folders train and val, and test where that release is there. A video and its fake
 * count as one identity. Several faces are in most pictures, few of them fake: choose faces by the mask.
 *
 * @param root the tree
 */
@JsonTypeName("ffiw")
@AutoService(VideoSet.class)
@Doc("FFIW-10K: real videos, fakes and masks in the official folders train, val and test.")
public record Ffiw(
        @Doc("The tree, with source, target and target_mask.")
        Path root) implements IndexedVideoSet {
    private static final String KEY = "ffiw";
    private static final String SOURCE =
            "github.com/tfzhou/FFIW (README.md) and github.com/mapooon/SelfBlendedImages (data/datasets.md)";
    private static final ExpectedTree TREE = new ExpectedTree("FFIW-10K", "target", """
            source/
              train/ (and val)
                00000000.mp4
            target/
              train/
                00000000.mp4
            target_mask/
              train/
                00000000.mp4""", SOURCE);

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public VideoIndex index() {
        TREE.require(root);
        TREE.require(root, "source");
        VideoIndex index = new VideoIndex();
        for (Split split : Split.values()) {
            String folder = split.name().toLowerCase(Locale.ROOT);
            VideoFolder reals = VideoFolder.of(root.resolve("source").resolve(folder), index);
            VideoFolder fakes = VideoFolder.of(root.resolve("target").resolve(folder), index);
            if (reals.isEmpty() != fakes.isEmpty()) {
                throw TREE.noVideos(root, (reals.isEmpty() ? "source/" : "target/") + folder);
            }
            VideoFolder masks = VideoFolder.of(root.resolve("target_mask").resolve(folder), index);
            for (String video : reals.names()) {
                String name = name(folder, video);
                index.real(KEY, name, List.of(name), split, reals.required(video));
            }
            for (String video : fakes.names()) {
                String name = name(folder, video);
                index.add(new Recording(
                        KEY,
                        "fake",
                        Compression.RAW,
                        name,
                        List.of(name),
                        Label.FAKE,
                        split,
                        fakes.required(video),
                        mask(masks, folder, video)));
            }
        }
        if (index.isEmpty()) {
            throw TREE.differs(root, "no videos in source/train, source/val or source/test", null);
        }
        return index;
    }

    private @Nullable Path mask(VideoFolder masks, String folder, String video) {
        Path pictures = root.resolve("target_mask").resolve(folder).resolve(video);
        Path file = masks.get(video);
        return file == null && Files.isDirectory(pictures) ? pictures : file;
    }

    /** Names of one split are those of another in some releases, and have the split in them in others. */
    private static String name(String folder, String video) {
        return video.startsWith(folder) ? video : folder + "_" + video;
    }
}
