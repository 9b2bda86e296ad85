package io.unmask.data.video;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Label;
import io.unmask.data.Split;
import io.unmask.media.ImageFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ForgeryNet (He et al., CVPR 2021) by its lists. A line of video_list.txt is a number of segments, the path, three
 * values a segment, and three labels (2, 3 and 16 classes); one of image_list.txt a path and the three labels. Of
 * two classes, 0 is real. The method is the class of sixteen: class_7. People are not published. Training, Validation
 * and, where it is there, Test are the splits.
 *
 * @param root the tree
 * @param kind videos or pictures
 */
@JsonTypeName("forgerynet")
@AutoService(VideoSet.class)
@Doc("ForgeryNet by its lists: videos or pictures of Training, Validation and Test.")
public record ForgeryNet(
        @Doc("Folder with Training and Validation.") Path root,

        @Doc("What to read: videos or images.") @Default("videos")
        Kind kind)
        implements IndexedVideoSet {
    private static final String KEY = "forgerynet";
    private static final Map<Split, String> PARTS =
            new EnumMap<>(Map.of(Split.TRAIN, "Training", Split.VAL, "Validation", Split.TEST, "Test"));
    private static final String SOURCE = "github.com/yinanhe/ForgeryNet (Readme.txt), and for the folders"
            + " github.com/davide-coccomini/MINTIME-Multi-Identity-size-iNvariant-TIMEsformer-for-Video-Deepfake-Detection"
            + " (preprocessing/split_dataset.py, README.md)";

    /** What is read of it. */
    public enum Kind {
        /** Videos, by video_list.txt. */
        VIDEOS("video_list.txt", "video", "train_video_release/1/00a1b2.mp4"),
        /** Pictures, by image_list.txt. */
        IMAGES("image_list.txt", "image", "train_release/1/00a1b2.jpg");

        private final String list;
        private final String folder;
        private final String example;

        Kind(String list, String folder, String example) {
            this.list = list;
            this.folder = folder;
            this.example = example;
        }
    }

    @Override
    public String source() {
        return SOURCE;
    }

    private ExpectedTree tree() {
        String[] parts = kind.example.split("/", -1);
        return new ExpectedTree(
                "ForgeryNet",
                "Training",
                "Training/\n  " + kind.list + "\n  " + kind.folder + "/\n    " + parts[0] + "/\n      " + parts[1]
                        + "/\n        " + parts[2] + "\nValidation/ (the same)\nTest/ (if downloaded)",
                SOURCE);
    }

    @Override
    public VideoIndex index() {
        ExpectedTree tree = tree();
        if (!Files.isDirectory(root)) {
            throw tree.differs(root, "no such folder", null);
        }
        VideoIndex index = new VideoIndex();
        boolean any = false;
        for (Map.Entry<Split, String> part : PARTS.entrySet()) {
            Path folder = root.resolve(part.getValue());
            if (Files.isDirectory(folder)) {
                any = true;
                part(folder, part.getKey(), tree, index);
            }
        }
        if (!any) {
            throw tree.differs(root, "there is neither Training nor Validation", null);
        }
        index.note("ForgeryNet publishes no people; every file counts as somebody else.");
        return index;
    }

    private void part(Path folder, Split split, ExpectedTree tree, VideoIndex index) {
        Path file = folder.resolve(kind.list);
        if (!Files.isRegularFile(file)) {
            throw tree.differs(
                    root,
                    "there is no " + kind.list + " in " + folder.getFileName(),
                    "unpack train_list.tar, val_list.tar or test_list.tar, which hold the lists");
        }
        List<String> lines = ListedLines.of(file);
        Path base = null;
        boolean any = false;
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                Line line = line(file, i + 1, lines.get(i));
                base = base == null ? base(folder, line.path()) : base;
                any |= add(line, base == null ? folder.resolve(kind.folder) : base, split, index);
            }
        }
        if (!any) {
            throw tree.differs(root, "none of the files of " + file.getFileName() + " is in " + folder, null);
        }
    }

    private boolean add(Line line, Path base, Split split, VideoIndex index) {
        Path found = base.resolve(line.path());
        if (kind == Kind.VIDEOS ? !VideoFolder.isVideo(found) : !ImageFiles.isImage(found)) {
            index.skip(found, VideoIndex.NOT_A_VIDEO);
            return false;
        }
        if (!Files.isRegularFile(found)) {
            index.skip(found, VideoIndex.MISSING_VIDEO);
            return false;
        }
        String name = line.path().replaceFirst("\\.[^./]*$", "").replace('/', '_');
        if (line.label() == Label.REAL) {
            index.real(KEY, name, List.of(name), split, found);
        } else {
            index.fake(KEY, "class_" + line.kindOfForgery(), name, List.of(name), split, found);
        }
        return true;
    }

    /** Where the paths of a list start: the archives were unpacked in one of several ways. */
    private @Nullable Path base(Path folder, String path) {
        for (Path candidate : List.of(folder.resolve(kind.folder), folder.resolve(kind.folder + "s"), folder)) {
            if (Files.isRegularFile(candidate.resolve(path))) {
                return candidate;
            }
        }
        return null;
    }

    private record Line(String path, Label label, String kindOfForgery) {}

    private Line line(Path file, int number, String line) {
        String[] parts = line.strip().split("\\s+", -1);
        int first = kind == Kind.VIDEOS ? 1 : 0;
        int segments = kind == Kind.VIDEOS && parts[0].matches("[0-9]{1,6}") ? Integer.parseInt(parts[0]) : 0;
        int labels = parts.length - 3;
        int name = labels - 3 * segments - first;
        boolean right = name >= 1 && parts[labels].matches("[01]");
        if (!right || (kind == Kind.VIDEOS && !parts[0].matches("[0-9]{1,6}"))) {
            throw new BadInputException(file + ":" + number + ": found \"" + line + "\"; expected "
                    + (kind == Kind.VIDEOS
                            ? "as \"1 " + kind.example + " 12 30 fake 1 2 7\" (segments, path, three values a segment,"
                            : "as \"" + kind.example + " 1 2 7\" (path,")
                    + " labels of 2, 3 and 16 classes)");
        }
        String path =
                String.join(" ", Arrays.copyOfRange(parts, first, first + name)).replace('\\', '/');
        Label label = parts[labels].equals("0") ? Label.REAL : Label.FAKE;
        return new Line(path, label, parts[labels + 2]);
    }
}
