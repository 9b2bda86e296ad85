package io.unmask.experiments.predict;

import io.unmask.config.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Pictures and videos by what a user names: files, folders with everything below them, lists of paths. */
public final class MediaFiles {
    private static final Set<String> EXTENSIONS = Set.of(
            "jpg", "jpeg", "png", "bmp", "webp", "tif", "tiff", "mp4", "avi", "mov", "mkv", "webm", "m4v", "mpg",
            "mpeg", "wmv", "flv", "3gp", "ts");

    private MediaFiles() {}

    /**
     * The files.
     *
     * @param named files, taken whatever they are called, and folders, of which files with a usual name are taken
     * @param lists text files with a path a line, starting at the list's folder
     * @return each once, those of a folder sorted
     * @throws BadInputException if something is not there, or nothing is found
     */
    public static List<Path> of(List<Path> named, List<Path> lists) {
        Set<Path> files = new LinkedHashSet<>();
        for (Path path : named) {
            files.addAll(below(path));
        }
        for (Path list : lists) {
            files.addAll(listed(list));
        }
        if (files.isEmpty()) {
            throw new BadInputException("no picture or video in " + named + "; known names end in "
                    + String.join(", ", EXTENSIONS.stream().sorted().toList()));
        }
        return List.copyOf(files);
    }

    private static List<Path> below(Path path) {
        if (!Files.isDirectory(path)) {
            if (!Files.exists(path)) {
                throw new BadInputException(path + ": there is no such file or folder");
            }
            return List.of(path);
        }
        try (Stream<Path> all = Files.walk(path)) {
            return all.filter(Files::isRegularFile)
                    .filter(MediaFiles::isMedia)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new BadInputException(path + ": cannot be listed (" + e.getMessage() + ")", e);
        }
    }

    private static List<Path> listed(Path list) {
        List<Path> files = new ArrayList<>();
        try {
            int number = 0;
            for (String line : Files.readAllLines(list)) {
                number++;
                if (!line.isBlank()) {
                    Path file = list.toAbsolutePath().resolveSibling(line.strip());
                    if (!Files.exists(file)) {
                        throw new BadInputException(list + ":" + number + ": there is no file " + file
                                + "; paths start at the list's folder");
                    }
                    files.add(file);
                }
            }
        } catch (IOException e) {
            throw new BadInputException(list + ": cannot be read as a list of paths, one a line (" + e + ")", e);
        }
        return files;
    }

    private static boolean isMedia(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}
