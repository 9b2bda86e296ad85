package io.unmask.data.video;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Doc;
import io.unmask.data.Label;
import io.unmask.data.Split;
import io.unmask.data.source.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The preview of the Deepfake Detection Challenge (Dolhansky et al., 2019): dataset.json names every video by its
 * path with label (real or fake) and set (train or test). A fake method_A/643049/643049_A/1255229_643049_A_001.mp4
 * has the face of actor 1255229 on that of 643049; a real 643049_A_001 shows 643049. There is no validation set.
 *
 * @param root folder of dataset.json
 */
@JsonTypeName("dfdc_preview")
@AutoService(VideoSet.class)
@Doc("The preview of the Deepfake Detection Challenge, with the official sets of dataset.json.")
public record DfdcPreview(
        @Doc("Folder of dataset.json, with original_videos, method_A and method_B.")
        Path root) implements IndexedVideoSet {
    private static final String KEY = "dfdc_preview";
    private static final String LIST = "dataset.json";
    private static final String ORIGINALS = "original_videos";
    private static final String SOURCE = "github.com/SCLBD/DeepfakeBench (preprocessing/rearrange.py),"
            + " github.com/mapooon/SelfBlendedImages (data/datasets.md) and, for the names,"
            + " github.com/dfwb-research/deepfake-workbench (src/dfwb/preprocess/inventory/builders/dfdcp.py)";
    private static final ExpectedTree TREE =
            new ExpectedTree("the preview of the Deepfake Detection Challenge", LIST, """
            dataset.json
            original_videos/
              643049/
                643049_A_001.mp4
            method_A/ (or method_A/videos/)
              643049/
                643049_A/
                  1255229_643049_A_001.mp4
            method_B/
              1224068/
                1224068_C/
                  643049_1224068_C_001.mp4""", SOURCE);

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public VideoIndex index() {
        TREE.require(root);
        VideoIndex index = new VideoIndex();
        Path file = root.resolve(LIST);
        Set<Path> listed = new HashSet<>();
        Map<String, VideoFolder> folders = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : JsonFile.read(file).properties()) {
            String path = entry.getKey().replace('\\', '/');
            String method = path.substring(0, Math.max(0, path.indexOf('/')));
            Label label = label(file, entry);
            if (method.isEmpty() || (label == Label.REAL) != method.equals(ORIGINALS)) {
                throw new BadInputException(file + ": \"" + path + "\" is labelled "
                        + entry.getValue().path("label") + "; expected real in original_videos, and fake in method_A"
                        + " and method_B");
            }
            folders.computeIfAbsent(method, name -> VideoFolder.below(root.resolve(name), index));
            Path found = onDisk(path, method);
            String name = VideoFolder.nameIn(path);
            if (!Files.isRegularFile(found)) {
                index.skip(found, VideoIndex.MISSING_VIDEO);
                continue;
            }
            listed.add(found);
            Split split = split(file, entry);
            if (label == Label.REAL) {
                index.real(KEY, name, people(name, 1), split, found);
            } else {
                index.fake(KEY, method, name, people(name, 2), split, found);
            }
        }
        if (index.isEmpty()) {
            throw TREE.differs(root, "none of the videos that dataset.json names is on the disk", null);
        }
        folders.values().forEach(folder -> folder.unlistedFiles(listed, index));
        index.note("The preview of DFDC has no validation split.");
        return index;
    }

    /** Some copies have a folder videos below each method. */
    private Path onDisk(String path, String method) {
        Path direct = root.resolve(path);
        Path inner = root.resolve(method).resolve("videos").resolve(path.substring(method.length() + 1));
        return !Files.isRegularFile(direct) && Files.isRegularFile(inner) ? inner : direct;
    }

    /** The first parts of a name are actors: two of a fake, one of a real. */
    private static List<String> people(String name, int count) {
        String[] parts = name.split("_", -1);
        return parts.length > count ? List.of(parts).subList(0, count) : List.of(name);
    }

    private static Label label(Path file, Map.Entry<String, JsonNode> entry) {
        return switch (entry.getValue().path("label").asText("")) {
            case "real" -> Label.REAL;
            case "fake" -> Label.FAKE;
            default ->
                throw new BadInputException(file + ": " + entry.getKey() + ": expected a label of real or fake,"
                        + " found " + entry.getValue());
        };
    }

    private static Split split(Path file, Map.Entry<String, JsonNode> entry) {
        return switch (entry.getValue().path("set").asText("")) {
            case "train" -> Split.TRAIN;
            case "test" -> Split.TEST;
            default ->
                throw new BadInputException(file + ": " + entry.getKey() + ": expected a set of train or test,"
                        + " found " + entry.getValue());
        };
    }
}
