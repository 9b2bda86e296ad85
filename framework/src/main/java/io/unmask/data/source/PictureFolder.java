package io.unmask.data.source;

import io.unmask.config.BadInputException;
import io.unmask.media.ImageFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Lists folders, always in the order of their names, whatever order the file system has. */
public final class PictureFolder {
    private PictureFolder() {}

    /** Paths of all pictures in a folder and below it, with / between folders, sorted; hidden files are left out. */
    static List<String> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(file -> ImageFiles.isImage(file) && Files.isRegularFile(file))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> !path.startsWith(".") && !path.contains("/."))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new BadInputException(folder + ": cannot be listed (" + e.getMessage() + ")", e);
        }
    }

    /** Names of the folders in a folder, sorted; none where there is no such folder. */
    static List<String> folders(Path folder) {
        return names(folder, Files::isDirectory);
    }

    /** Names of the pictures in a folder, sorted; none where there is no such folder. */
    public static List<String> pictures(Path folder) {
        return names(folder, ImageFiles::isImage);
    }

    private static List<String> names(Path folder, java.util.function.Predicate<Path> wanted) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith(".") && wanted.test(file))
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new BadInputException(folder + ": cannot be listed (" + e.getMessage() + ")", e);
        }
    }
}
