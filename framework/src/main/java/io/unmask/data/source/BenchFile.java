package io.unmask.data.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.unmask.config.BadInputException;
import io.unmask.data.Compression;
import io.unmask.data.Skipped;
import io.unmask.data.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One JSON file of DeepfakeBench: {@code {key: {label: {split: {video: {"label", "frames", "masks"}}}}}}, where the
 * parts of FaceForensics++ and DeepFakeDetection have {@code raw|c23|c40} between split and video.
 */
final class BenchFile {
    private final Path file;
    private final Compression wanted;
    private final List<Skipped> skipped;
    private final List<Video> videos = new ArrayList<>();

    private BenchFile(Path file, Compression wanted, List<Skipped> skipped) {
        this.file = file;
        this.wanted = wanted;
        this.skipped = skipped;
    }

    /**
     * One video as the file has it.
     *
     * @param label name in the label dictionary
     * @param name the key of the video
     * @param level its compression level; null where the file has none
     * @param frames paths as written
     * @param masks paths as written; often empty
     */
    record Video(String label, String name, @Nullable Compression level, List<String> frames, List<String> masks) {}

    /**
     * The videos of one split at one level.
     *
     * @param skipped gets a line for each entry that is no video
     * @throws BadInputException if the file is missing, broken, or has not the key or the level
     */
    static List<Video> read(Path file, String key, Split split, Compression level, List<Skipped> skipped) {
        BenchFile reader = new BenchFile(file, level, skipped);
        JsonNode root = reader.tree();
        JsonNode labels = root.get(key);
        if (labels == null || !labels.isObject()) {
            throw new BadInputException(file + ": no data set \"" + key + "\"; found: " + names(root));
        }
        String splitName = split.name().toLowerCase(Locale.ROOT);
        for (Map.Entry<String, JsonNode> label : labels.properties()) {
            JsonNode part = label.getValue().get(splitName);
            if (part != null) {
                reader.part(label.getKey(), splitName, part);
            }
        }
        return reader.videos;
    }

    private void part(String label, String split, JsonNode part) {
        boolean levelled =
                StreamSupport.stream(part.spliterator(), false).findAny().isPresent()
                        && part.properties().stream().allMatch(entry -> levelOf(entry.getKey()) != null);
        if (!levelled) {
            videos(label, split, null, part);
            return;
        }
        for (Map.Entry<String, JsonNode> entry : part.properties()) {
            if (levelOf(entry.getKey()) == wanted) {
                videos(label, split, wanted, entry.getValue());
                return;
            }
        }
        throw new BadInputException(
                file + ": " + label + "/" + split + " has no level " + wanted.code() + "; found: " + names(part));
    }

    private void videos(String label, String split, @Nullable Compression level, JsonNode part) {
        for (Map.Entry<String, JsonNode> entry : part.properties()) {
            JsonNode video = entry.getValue();
            String where = file + ": " + label + "/" + split + "/" + entry.getKey();
            if (!video.isObject() || !video.path("frames").isArray()) {
                skipped.add(new Skipped(where, DeepfakeBench.MALFORMED_ENTRY));
                continue;
            }
            String own = video.path("label").asText(label);
            videos.add(new Video(own, entry.getKey(), level, texts(video.get("frames")), texts(video.path("masks"))));
        }
    }

    private JsonNode tree() {
        if (!Files.exists(file)) {
            throw new BadInputException(file + ": no such file\n    found:    "
                    + FrameTree.listing(file.toAbsolutePath().resolveSibling("")));
        }
        return JsonFile.read(file);
    }

    private static @Nullable Compression levelOf(String name) {
        return switch (name) {
            case "raw", "c0" -> Compression.RAW;
            case "c23" -> Compression.HQ;
            case "c40" -> Compression.LQ;
            default -> null;
        };
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>(array.size());
        array.forEach(entry -> texts.add(entry.asText()));
        return texts;
    }

    private static String names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }
}
