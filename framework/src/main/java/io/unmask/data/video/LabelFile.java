package io.unmask.data.video;

import io.unmask.data.Label;
import io.unmask.data.Split;
import io.unmask.data.source.CsvFile;
import io.unmask.media.ImageFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The label files of the 2024 Global Multimedia Deepfake Detection challenges: {@code name,target} with 1 for a
 * fake, one file for training and one for validation, and a folder of that name beside each.
 *
 * @param dataset key of the data set
 * @param column name of the column with the files' names: video_name or img_name
 * @param pictures whether the files are pictures
 * @param tree what is expected
 */
record LabelFile(String dataset, String column, boolean pictures, ExpectedTree tree) {
    private static final List<String> TRAIN = List.of("trainset_label.txt", "train_label.txt");
    private static final List<String> VAL = List.of("valset_label.txt", "val_label.txt");

    /** A target: 0 is real, 1 is fake; anything else is an error that names the line. */
    static Label label(CsvFile csv, int target) {
        return switch (csv.filled(target)) {
            case "0" -> Label.REAL;
            case "1" -> Label.FAKE;
            default ->
                throw csv.error(csv.header().get(target) + ": expected 0 (real) or 1 (fake), found \""
                        + csv.field(target) + "\"");
        };
    }

    VideoIndex index(Path root) {
        if (!Files.isDirectory(root)) {
            throw tree.differs(root, "no such folder", null);
        }
        VideoIndex index = new VideoIndex();
        List<Path> read = new ArrayList<>();
        read(root, TRAIN, "trainset", Split.TRAIN, index, read);
        read(root, VAL, "valset", Split.VAL, index, read);
        if (read.isEmpty()) {
            throw tree.differs(root, "neither " + TRAIN.get(0) + " nor " + VAL.get(0), null);
        }
        if (index.isEmpty()) {
            throw tree.differs(root, "none of the files that " + read.get(0).getFileName() + " lists is there", null);
        }
        index.note(dataset + ": labels of the test split are not published, and neither are people; every file counts"
                + " as somebody else.");
        return index;
    }

    private void read(Path root, List<String> names, String folder, Split split, VideoIndex index, List<Path> read) {
        for (String name : names) {
            Path file = root.resolve(name);
            if (Files.isRegularFile(file)) {
                read.add(file);
                rows(file, root.resolve(folder), split, index);
                return;
            }
        }
    }

    private void rows(Path file, Path folder, Split split, VideoIndex index) {
        try (CsvFile csv = new CsvFile(file)) {
            int name = csv.requiredColumn(column);
            int target = csv.requiredColumn("target");
            while (csv.next()) {
                Path listed = folder.resolve(csv.filled(name));
                Label label = label(csv, target);
                String video = VideoFolder.nameIn(csv.field(name));
                boolean right = pictures ? ImageFiles.isImage(listed) : VideoFolder.isVideo(listed);
                if (!right) {
                    index.skip(listed, VideoIndex.NOT_A_VIDEO);
                } else if (!Files.isRegularFile(listed)) {
                    index.skip(listed, VideoIndex.MISSING_VIDEO);
                } else {
                    index.add(dataset, label, video, List.of(video), split, listed);
                }
            }
        }
    }
}
