package io.unmask.data.video;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Doc;
import io.unmask.data.Label;
import io.unmask.data.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * WildDeepfake (Zi et al., ACM MM 2020): no videos, but sequences of faces that are cut out already, in archives
 * real_train/0.tar.gz and so on. Unpacked into a folder of its own or in place, every folder that has pictures is a
 * sequence: {@code real_train/0/real/12/345.png} or {@code real_train/0/12/345.png}. The split is in the names of
 * the four folders; there is no validation split. People are not published: the sequences of one archive count as
 * one identity.
 *
 * @param root the tree
 */
@JsonTypeName("wild_deepfake")
@AutoService(VideoSet.class)
@Doc("WildDeepfake: sequences of cut-out faces in the official split, from unpacked archives.")
public record WildDeepfake(
        @Doc("Folder with real_train, real_test, fake_train and fake_test.")
        Path root) implements IndexedVideoSet {
    private static final String SOURCE = "github.com/OpenTAI/wild-deepfake (README.md) and, for what is in an archive,"
            + " github.com/dfwb-research/deepfake-workbench (src/dfwb/preprocess/inventory/builders/wilddeepfake.py)";
    private static final ExpectedTree TREE = new ExpectedTree("WildDeepfake", "real_train", """
            real_train/ (each archive unpacked)
              0/
                real/
                  12/
                    345.png
            real_test/
            fake_train/
            fake_test/""", SOURCE);

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
        for (Label label : Label.values()) {
            for (Split split : List.of(Split.TRAIN, Split.TEST)) {
                folder(label, split).ifPresent(folder -> sequences(folder, label, split, index));
            }
        }
        if (index.isEmpty()) {
            boolean packed =
                    index.skipped().stream().anyMatch(left -> left.rule().equals(VideoIndex.PACKED));
            throw TREE.differs(
                    root,
                    packed
                            ? "the archives are not unpacked"
                            : "no pictures in real_train, real_test, fake_train, fake_test",
                    packed ? "unpack each archive into a folder of its name: mkdir 0 && tar xf 0.tar.gz -C 0" : null);
        }
        index.note("WildDeepfake has no validation split, and its faces are cut out already: use the detector whole.");
        return index;
    }

    /** The README writes "real train", the archive real_train. */
    private Optional<Path> folder(Label label, Split split) {
        String name = (label + "_" + split).toLowerCase(Locale.ROOT);
        return VideoFolder.folders(root).stream()
                .filter(folder ->
                        folder.getFileName().toString().replace(' ', '_').equalsIgnoreCase(name))
                .findFirst();
    }

    private static void sequences(Path folder, Label label, Split split, VideoIndex index) {
        for (Path file : VideoFolder.packed(folder)) {
            String stem = file.getFileName().toString().replaceFirst("\\.(tar|tgz|tar\\.gz)$", "");
            if (!Files.isDirectory(folder.resolve(stem))) {
                index.skip(file, VideoIndex.PACKED);
            }
        }
        String prefix = (label + "_" + split).toLowerCase(Locale.ROOT) + "_";
        for (Path sequence : PictureSequences.below(folder)) {
            Path below = folder.relativize(sequence);
            String shard = below.getName(0).toString();
            StringBuilder name = new StringBuilder(prefix + shard);
            for (int i = 1; i < below.getNameCount(); i++) {
                String part = below.getName(i).toString();
                if (!part.equalsIgnoreCase(label.name())) {
                    name.append('_').append(part);
                }
            }
            index.add("wild_deepfake", label, name.toString(), List.of(prefix + shard), split, sequence);
        }
    }
}
