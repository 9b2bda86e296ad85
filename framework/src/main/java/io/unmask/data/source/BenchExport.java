package io.unmask.data.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unmask.config.BadInputException;
import io.unmask.data.BuildListener;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import io.unmask.data.Frame;
import io.unmask.data.Label;
import io.unmask.data.Pixels;
import io.unmask.data.Skipped;
import io.unmask.data.Split;
import io.unmask.files.Sha256;
import io.unmask.files.WholeFile;
import io.unmask.media.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes the clips of a data source as DeepfakeBench reads them: a PNG a frame in {@code
 * <data set>/…/frames/<video>/000.png}, masks beside them under {@code masks}, and a JSON file a data set with labels,
 * splits and paths. An interrupted export goes on where it was; the JSON files come last.
 */
public final class BenchExport {
    private static final String MARK = "export.txt";
    private static final String JSON_FOLDER = "dataset_json";

    private final DataSource source;
    private final Path folder;
    private final String prefix;
    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, ObjectNode> roots = new LinkedHashMap<>();
    private final Map<Path, Pixels> pictures = new LinkedHashMap<>();
    private final Map<String, Label> ownLabels = new LinkedHashMap<>();
    private final Set<Skipped> skipped = new LinkedHashSet<>();
    private final StringBuilder content = new StringBuilder();
    private int videos;

    /**
     * An export.
     *
     * @param source what is exported
     * @param folder where to; becomes DeepfakeBench's folder of data sets
     * @param prefix what paths in the JSON files begin with: how DeepfakeBench, when it is run, finds that folder. It
     *     takes paths that begin with a dot as they are
     */
    public BenchExport(DataSource source, Path folder, String prefix) {
        this.source = source;
        this.folder = folder;
        this.prefix = prefix.endsWith("/") || prefix.isEmpty() ? prefix : prefix + "/";
    }

    /**
     * What was written.
     *
     * @param files the JSON files
     * @param videos in all splits and levels
     * @param pictures frames and masks
     * @param ownLabels labels that DeepfakeBench's label_dict has not
     * @param skipped what the source leaves out
     */
    public record Summary(
            List<Path> files, int videos, int pictures, Map<String, Label> ownLabels, List<Skipped> skipped) {}

    /**
     * Writes everything.
     *
     * @param request its seeds and cache are used, for each split and level
     * @param levels compression levels to ask the source for
     * @throws BadInputException if the folder holds another export, or a picture cannot be read or written
     */
    public Summary write(DataRequest request, List<Compression> levels, int workers, BuildListener listener)
            throws InterruptedException {
        for (Compression level : levels) {
            for (Split split : Split.values()) {
                var part = new DataRequest(split, level, request.seeds(), request.cache(), listener);
                source.clips(part).forEach(clip -> add(clip, split));
                skipped.addAll(source.skipped(part));
            }
        }
        if (pictures.isEmpty()) {
            throw new BadInputException("the source has no clips to export");
        }
        mark();
        write(workers, listener);
        List<Path> files = new ArrayList<>();
        roots.forEach((key, labels) -> files.addAll(json(key, labels)));
        return new Summary(files, videos, pictures.size(), ownLabels, List.copyOf(skipped));
    }

    private void add(Clip clip, Split split) {
        BenchNames names = BenchNames.of(clip.dataset());
        String label = names.label(clip);
        if (!BenchLabels.isKnown(label)) {
            ownLabels.put(label, clip.label());
        }
        ObjectNode video = mapper.createObjectNode().put("label", label);
        ArrayNode frames = video.putArray("frames");
        ArrayNode masks = video.putArray("masks");
        for (Frame frame : clip.frames()) {
            String name = String.format(Locale.ROOT, "/%03d.png", frame.number());
            frames.add(picture(names.folder(clip, "frames") + name, frame.image()));
            Pixels mask = frame.mask();
            if (mask != null) {
                masks.add(picture(names.folder(clip, "masks") + name, mask));
            }
        }
        String key = label.equals("FF-FH") ? "FaceShifter" : names.key();
        ObjectNode labels = roots.computeIfAbsent(key, k -> mapper.createObjectNode());
        ObjectNode place = place(labels, label, split, names.levels() ? BenchNames.level(clip.compression()) : "");
        place.set(BenchNames.video(clip), video);
        videos++;
    }

    private static ObjectNode place(ObjectNode labels, String label, Split split, String level) {
        ObjectNode splits = labels.withObjectProperty(label);
        // Its loader asks every label for every split, and every split for the level.
        for (Split each : Split.values()) {
            ObjectNode part = splits.withObjectProperty(each.name().toLowerCase(Locale.ROOT));
            if (!level.isEmpty()) {
                part.withObjectProperty(level);
            }
        }
        ObjectNode part = splits.withObjectProperty(split.name().toLowerCase(Locale.ROOT));
        return level.isEmpty() ? part : part.withObjectProperty(level);
    }

    private String picture(String path, Pixels pixels) {
        Path file = folder.resolve(path);
        Pixels before = pictures.putIfAbsent(file, pixels);
        if (before != null && !before.fingerprint().equals(pixels.fingerprint())) {
            throw new BadInputException(file + ": would hold both " + before.describe() + " and " + pixels.describe()
                    + "; export videos of the same name one at a time");
        }
        content.append(path).append('\n').append(pixels.fingerprint()).append('\n');
        return prefix + path;
    }

    /** Pictures of another export must not be taken for those of this one. */
    private void mark() {
        Path mark = folder.resolve(MARK);
        String text = "export of " + Sha256.of(content.toString()) + "\n";
        try {
            if (Files.exists(mark) && !Files.readString(mark).equals(text)) {
                throw new BadInputException(
                        folder + ": holds an export of other pictures; choose another folder, or" + " delete it");
            }
        } catch (IOException e) {
            throw new BadInputException(mark + ": cannot be read (" + e + ")", e);
        }
        WholeFile.write(mark, text);
    }

    private void write(int workers, BuildListener listener) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            List<Future<?>> jobs = new ArrayList<>();
            pictures.forEach((file, pixels) -> jobs.add(pool.submit(() -> {
                if (!Files.exists(file)) {
                    ImageFiles.write(file, pixels.read());
                }
            })));
            for (int i = 0; i < jobs.size(); i++) {
                jobs.get(i).get();
                listener.progress("pictures for DeepfakeBench", i + 1, jobs.size());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BadInputException bad ? bad : new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private List<Path> json(String key, ObjectNode labels) {
        List<Path> files = new ArrayList<>();
        if (key.equals("FaceShifter")) {
            ObjectNode originals = roots.get("FaceForensics++");
            if (originals != null && originals.has("FF-real")) {
                labels.set("FF-real", originals.get("FF-real"));
            }
        }
        files.add(file(key, labels));
        if (key.equals("FaceForensics++")) {
            labels.fieldNames().forEachRemaining(label -> {
                if (!label.equals("FF-real")) {
                    ObjectNode one = mapper.createObjectNode();
                    one.set("FF-real", labels.path("FF-real"));
                    one.set(label, labels.get(label));
                    files.add(file(label, one));
                }
            });
        }
        return files;
    }

    private Path file(String key, ObjectNode labels) {
        Path file = folder.resolve(JSON_FOLDER).resolve(key + ".json");
        ObjectNode root = mapper.createObjectNode();
        root.set(key, labels);
        WholeFile.write(file, out -> mapper.writeValue(out, root));
        return file;
    }
}
