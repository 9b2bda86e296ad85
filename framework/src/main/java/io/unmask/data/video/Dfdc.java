package io.unmask.data.video;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Label;
import io.unmask.data.Split;
import io.unmask.data.source.CsvFile;
import io.unmask.data.source.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Deepfake Detection Challenge data set (Dolhansky et al., 2020): parts dfdc_train_part_0 to 49 with a
 * metadata.json each, which says real or fake and, of a fake, the original it was made from; and the test videos
 * with labels.csv (1 is fake). People are not published: an original and its fakes count as one identity.
 *
 * @param root folder of the parts, or the folder above train and test
 * @param validationParts numbers of training parts that are the validation split
 */
@JsonTypeName("dfdc")
@AutoService(VideoSet.class)
@Doc("The Deepfake Detection Challenge: training parts with their metadata.json, test videos with labels.csv.")
public record Dfdc(
        @Doc("Folder with dfdc_train_part_0 and so on, or with train and test.")
        Path root,

        @Doc("Numbers of training parts held out for validation; the data set itself has no such split.") @Default("[]")
        List<Integer> validationParts)
        implements IndexedVideoSet {
    private static final String KEY = "dfdc";
    private static final String METADATA = "metadata.json";
    private static final String LABELS = "labels.csv";
    private static final Pattern NUMBER = Pattern.compile(".*?([0-9]+)$");
    private static final String SOURCE = "github.com/SCLBD/DeepfakeBench (preprocessing/rearrange.py),"
            + " github.com/polimi-ispl/icpr2020dfdc (index_dfdc.py) and github.com/mapooon/SelfBlendedImages"
            + " (data/datasets.md)";
    private static final ExpectedTree TREE =
            new ExpectedTree("the Deepfake Detection Challenge", "dfdc_train_part_0", """
            dfdc_train_part_0/ (or in train/)
              metadata.json
              aaqaifqrwn.mp4
            dfdc_train_part_1/
              metadata.json
            test/ (if downloaded)
              labels.csv
              videos/ (or beside labels.csv)
                aalscayrfi.mp4""", SOURCE);

    /** Copies the parts. */
    public Dfdc {
        validationParts = List.copyOf(validationParts);
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
        List<Path> parts = new ArrayList<>(List.of(root));
        parts.addAll(VideoFolder.folders(root));
        parts.addAll(VideoFolder.folders(root.resolve("train")));
        boolean any = false;
        for (Path part : parts) {
            if (Files.isRegularFile(part.resolve(METADATA))) {
                part(part, index);
                any = true;
            }
            if (Files.isRegularFile(part.resolve(LABELS))) {
                test(part, index);
                any = true;
            }
        }
        if (!any) {
            throw TREE.differs(root, "no metadata.json in a training part, and no labels.csv of the test videos", null);
        }
        if (index.isEmpty()) {
            throw TREE.differs(root, "none of the videos that are listed is on the disk", null);
        }
        index.note("DFDC publishes no people: an original and the fakes made from it count as one identity.");
        return index;
    }

    private void part(Path part, VideoIndex index) {
        Matcher number = NUMBER.matcher(part.getFileName().toString());
        boolean heldOut = number.matches() && validationParts.contains(Integer.valueOf(number.group(1)));
        Split split = heldOut ? Split.VAL : Split.TRAIN;
        Path file = part.resolve(METADATA);
        JsonNode metadata = JsonFile.read(file);
        VideoFolder videos = VideoFolder.of(part, index);
        Set<String> listed = new HashSet<>();
        for (Map.Entry<String, JsonNode> entry : metadata.properties()) {
            String video = VideoFolder.nameIn(entry.getKey());
            listed.add(video);
            Label label = label(file, entry);
            Path found = videos.expect(video, index);
            if (found != null) {
                String original =
                        VideoFolder.nameIn(entry.getValue().path("original").asText(""));
                boolean derived = label == Label.FAKE && !original.isEmpty() && !original.equals("NaN");
                index.add(KEY, label, video, List.of(derived ? original : video), split, found);
            }
        }
        videos.unlisted(listed, index);
    }

    private static Label label(Path file, Map.Entry<String, JsonNode> entry) {
        String label = entry.getValue().path("label").asText("");
        for (Label value : Label.values()) {
            if (value.name().equalsIgnoreCase(label)) {
                return value;
            }
        }
        throw new BadInputException(
                file + ": " + entry.getKey() + ": expected a label of REAL or FAKE, found " + entry.getValue());
    }

    private static void test(Path folder, VideoIndex index) {
        VideoFolder videos = VideoFolder.of(folder, index);
        try (CsvFile csv = new CsvFile(folder.resolve(LABELS))) {
            int name = csv.requiredColumn("filename");
            int label = csv.requiredColumn("label");
            while (csv.next()) {
                String video = VideoFolder.nameIn(csv.filled(name));
                Label said = LabelFile.label(csv, label);
                Path found = videos.expect(video, index);
                if (found != null) {
                    index.add(KEY, said, video, List.of(video), Split.TEST, found);
                }
            }
        }
    }
}
