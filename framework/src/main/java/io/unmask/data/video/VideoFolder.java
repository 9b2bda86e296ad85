package io.unmask.data.video;

import io.unmask.config.BadInputException;
import io.unmask.data.source.PersonRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The videos in a folder by their names without extension, in the order of the names. Letter case of extensions
 * does not matter. What lies there and is no video is put down as left out; hidden files and the small files that
 * data sets lay beside videos are passed over.
 */
final class VideoFolder {
    private static final Set<String> VIDEOS = Set.of(
            "mp4", "m4v", "avi", "mov", "mkv", "webm", "mpg", "mpeg", "mpe", "flv", "wmv", "3gp", "ts", "mts", "ogv",
            "gif", "y4m");
    private static final Set<String> BESIDE = Set.of("json", "csv", "txt", "md", "pdf", "md5", "npy", "pkl", "xml");

    private static final Set<String> PACKED = Set.of("tar", "gz", "tgz", "zip", "rar", "7z");

    private final Path folder;
    private final TreeMap<String, Path> byName = new TreeMap<>();

    private VideoFolder(Path folder) {
        this.folder = folder;
    }

    /** The videos in a folder, or in its folder videos, as DeepfakeBench and others lay them; none if there is no such folder. */
    static VideoFolder of(Path folder, VideoIndex index) {
        Path inner = folder.resolve("videos");
        VideoFolder videos = new VideoFolder(Files.isDirectory(inner) ? inner : folder);
        for (Path file : files(videos.folder)) {
            videos.put(file, index);
        }
        return videos;
    }

    /** The videos in a folder and all folders below it, by their paths with _ between folders. */
    static VideoFolder below(Path folder, VideoIndex index) {
        VideoFolder videos = new VideoFolder(folder);
        videos.collect(folder, "", index);
        return videos;
    }

    private void collect(Path from, String prefix, VideoIndex index) {
        for (Path file : files(from)) {
            if (Files.isDirectory(file)) {
                collect(file, prefix + file.getFileName() + "_", index);
            } else {
                put(prefix, file, index);
            }
        }
    }

    private void put(Path file, VideoIndex index) {
        put("", file, index);
    }

    private void put(String prefix, Path file, VideoIndex index) {
        String name = file.getFileName().toString();
        if (isVideo(file) && !Files.isDirectory(file)) {
            if (byName.putIfAbsent(prefix + PersonRule.stem(name), file) != null) {
                index.skip(file, VideoIndex.SAME_NAME);
            }
        } else if (!BESIDE.contains(extension(file)) && !Files.isDirectory(file)) {
            index.skip(file, PACKED.contains(extension(file)) ? VideoIndex.PACKED : VideoIndex.NOT_A_VIDEO);
        }
    }

    /** The folder that the videos are in. */
    Path folder() {
        return folder;
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    Set<String> names() {
        return byName.keySet();
    }

    /** A video of {@link #names}. */
    Path required(String name) {
        return Objects.requireNonNull(byName.get(name), name);
    }

    @Nullable
    Path get(String name) {
        return byName.get(name);
    }

    /** A video that must be there; null, and a line more in what is left out, where it is not. */
    @Nullable
    Path expect(String name, VideoIndex index) {
        Path file = byName.get(name);
        if (file == null) {
            index.skip(folder.resolve(name + ".mp4"), VideoIndex.MISSING_VIDEO);
        }
        return file;
    }

    /** Puts down as left out what is here, but in no list. */
    void unlisted(Set<String> listed, VideoIndex index) {
        byName.forEach((name, file) -> {
            if (!listed.contains(name)) {
                index.skip(file, VideoIndex.UNLISTED);
            }
        });
    }

    /** The same by files, for lists that give whole paths. */
    void unlistedFiles(Set<Path> listed, VideoIndex index) {
        byName.values().stream()
                .filter(file -> !listed.contains(file))
                .forEach(file -> index.skip(file, VideoIndex.UNLISTED));
    }

    static boolean isVideo(Path file) {
        return VIDEOS.contains(extension(file));
    }

    /** The last folder or file name of a path that a list gives, with either slash, without its extension. */
    static String nameIn(String listed) {
        String path = listed.strip().replace('\\', '/');
        return PersonRule.stem(path.substring(path.lastIndexOf('/') + 1));
    }

    /** Folders in a folder, by name; none if there is no such folder. */
    static List<Path> folders(Path folder) {
        return files(folder).stream().filter(Files::isDirectory).toList();
    }

    /** Archives in a folder, by name. */
    static List<Path> packed(Path folder) {
        return files(folder).stream()
                .filter(file -> PACKED.contains(extension(file)))
                .toList();
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new BadInputException(folder + ": cannot be listed (" + e.getMessage() + ")", e);
        }
    }

    static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
