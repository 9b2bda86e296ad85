package io.unmask.data.video;

import io.unmask.config.BadInputException;
import io.unmask.media.ImageFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Folders of pictures that stand for videos. */
final class PictureSequences {
    private PictureSequences() {}

    /** All folders below a folder that have pictures directly in them, in the order of their paths. */
    static List<Path> below(Path folder) {
        return pictures(folder).stream()
                .map(Path::getParent)
                .filter(parent -> parent != null && !parent.equals(folder))
                .distinct()
                .sorted()
                .toList();
    }

    /** All pictures below a folder, hidden ones left out, in the order of their paths. */
    static List<Path> pictures(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(ImageFiles::isImage)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new BadInputException(folder + ": cannot be listed (" + e.getMessage() + ")", e);
        }
    }
}
