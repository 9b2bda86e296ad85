package io.unmask.data.source;

import io.unmask.config.BadInputException;
import io.unmask.data.BuildListener;
import io.unmask.files.WholeFile;
import io.unmask.media.Box;
import io.unmask.media.HaarFaces;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of photographs and, where asked for, the faces that {@link HaarFaces} finds on them: looked at once, on
 * all cores, and kept in the cache folder for as long as a file keeps its length and its time of change.
 */
final class FaceSurvey {
    /** Photographs after which the table is written, so that a kill loses little; more if there are many in it. */
    static final int BATCH = 1024;
    /** Of a table this share has to be new before it is written again: all of its versions together stay a few times its size. */
    private static final double NEW_SHARE = 0.1;

    private static final int CHUNK = 32;
    private static final List<String> COLUMNS =
            List.of("path", "bytes", "changed", "width", "height", "left", "top", "face_width", "face_height");

    /**
     * What was seen on one photograph.
     *
     * @param width columns of the picture
     * @param height rows of the picture
     * @param face the largest face; null where none was found or looked for
     */
    record Finding(int width, int height, @Nullable Box face) {}

    private record Entry(long bytes, long changed, Finding finding) {}

    private final Path root;
    private final Path table;
    private final boolean detect;

    /**
     * A survey of a folder.
     *
     * @param cache folder for its table
     * @param detect whether to look for faces; without, the sizes alone are found, much faster
     */
    FaceSurvey(Path root, Path cache, boolean detect) {
        this.root = root.toAbsolutePath().normalize();
        String name = UUID.nameUUIDFromBytes(this.root.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
        table = cache.resolve(detect ? "faces" : "sizes").resolve(name + ".csv");
        this.detect = detect;
    }

    /**
     * Findings of some photographs by path; those not seen before are looked at now.
     *
     * @param listener hears how many of those there are, and how far it is
     * @throws BadInputException if a photograph cannot be read, or the thread was interrupted meanwhile; it stays so, and what
     *     was seen is kept
     */
    Map<String, Finding> of(List<String> paths, BuildListener listener) {
        Map<String, Entry> known = remembered();
        Map<String, Entry> wanted = new HashMap<>();
        List<String> unseen = new ArrayList<>();
        for (String path : paths) {
            Entry entry = known.get(path);
            if (entry == null || entry.bytes() != bytes(path) || entry.changed() != changed(path)) {
                unseen.add(path);
            } else {
                wanted.put(path, entry);
            }
        }
        Progress progress = new Progress("survey of " + root.getFileName(), unseen.size(), listener);
        int end;
        for (int i = 0; i < unseen.size(); i = end) {
            end = Math.min(unseen.size(), i + Math.max(BATCH, (int) (NEW_SHARE * known.size())));
            Map<String, Entry> seen = look(unseen.subList(i, end), progress);
            wanted.putAll(seen);
            known.putAll(seen);
            // Files are not written by an interrupted thread.
            boolean interrupted = Thread.interrupted();
            remember(known);
            if (interrupted) {
                Thread.currentThread().interrupt();
                throw new BadInputException("the survey of " + root + " was interrupted; what it has seen is kept");
            }
        }
        Map<String, Finding> findings = new HashMap<>();
        wanted.forEach((path, entry) -> findings.put(path, entry.finding()));
        return findings;
    }

    /** Counts photographs from all threads and tells of them from one at a time. */
    private static final class Progress {
        private final String what;
        private final int total;
        private final BuildListener listener;
        private int done;

        Progress(String what, int total, BuildListener listener) {
            this.what = what;
            this.total = total;
            this.listener = listener;
        }

        synchronized void add(int photographs) {
            done += photographs;
            listener.progress(what, done, total);
        }
    }

    /** Looks at photographs until this thread is interrupted. */
    private Map<String, Entry> look(List<String> paths, Progress progress) {
        Thread caller = Thread.currentThread();
        List<Map<String, Entry>> chunks = IntStream.range(0, (paths.size() + CHUNK - 1) / CHUNK)
                .parallel()
                .mapToObj(i -> {
                    List<String> chunk = paths.subList(i * CHUNK, Math.min(paths.size(), (i + 1) * CHUNK));
                    Map<String, Entry> entries = caller.isInterrupted() ? Map.of() : lookAtChunk(chunk);
                    progress.add(entries.size());
                    return entries;
                })
                .toList();
        Map<String, Entry> all = new HashMap<>();
        chunks.forEach(all::putAll);
        return all;
    }

    private Map<String, Entry> lookAtChunk(List<String> paths) {
        Map<String, Entry> entries = new HashMap<>();
        try (HaarFaces faces = detect ? new HaarFaces() : null) {
            for (String path : paths) {
                Image image = ImageFiles.read(root.resolve(path));
                Box face = faces == null ? null : faces.largest(image).orElse(null);
                Finding finding = new Finding(image.width(), image.height(), face);
                entries.put(path, new Entry(bytes(path), changed(path), finding));
            }
        }
        return entries;
    }

    private Map<String, Entry> remembered() {
        if (!Files.exists(table)) {
            return new HashMap<>();
        }
        try (CsvFile csv = new CsvFile(table)) {
            Map<String, Entry> entries = new HashMap<>();
            while (csv.next()) {
                int[] numbers = IntStream.range(3, COLUMNS.size())
                        .map(column -> Integer.parseInt(csv.field(column)))
                        .toArray();
                Box face = numbers[4] == 0 ? null : new Box(numbers[2], numbers[3], numbers[4], numbers[5]);
                entries.put(
                        csv.field(0),
                        new Entry(
                                Long.parseLong(csv.field(1)),
                                Long.parseLong(csv.field(2)),
                                new Finding(numbers[0], numbers[1], face)));
            }
            return entries;
        } catch (BadInputException | NumberFormatException | IndexOutOfBoundsException e) {
            // A cache that cannot be read is as good as none: everything in it is found again.
            return new HashMap<>();
        }
    }

    private void remember(Map<String, Entry> entries) {
        StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append('\n');
        new TreeMap<>(entries).forEach((path, entry) -> {
            Finding f = entry.finding();
            Box face = f.face() == null ? new Box(0, 0, 0, 0) : f.face();
            text.append('"').append(path.replace("\"", "\"\"")).append('"');
            for (long number : new long[] {
                entry.bytes(),
                entry.changed(),
                f.width(),
                f.height(),
                face.left(),
                face.top(),
                face.width(),
                face.height()
            }) {
                text.append(',').append(number);
            }
            text.append('\n');
        });
        WholeFile.write(table, text.toString());
    }

    private long bytes(String path) {
        try {
            return Files.size(root.resolve(path));
        } catch (IOException e) {
            throw new BadInputException(root.resolve(path) + ": cannot be read (" + e + ")", e);
        }
    }

    private long changed(String path) {
        try {
            return Files.getLastModifiedTime(root.resolve(path)).toMillis();
        } catch (IOException e) {
            throw new BadInputException(root.resolve(path) + ": cannot be read (" + e + ")", e);
        }
    }
}
