package io.unmask.data.video;

import io.unmask.data.Skipped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Miniature trees of data sets: files without content, since readers open none. */
final class Trees {
    private Trees() {}

    /** Empty files, with the folders that they need. */
    static void touch(Path root, String... paths) {
        for (String path : paths) {
            write(root, path, "");
        }
    }

    static Path write(Path root, String path, String text) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.resolveSibling(""));
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line a recording: key, people, split. */
    static List<String> lines(VideoSet set) {
        return set.recordings().stream()
                .map(recording ->
                        recording.key() + " " + recording.label().name().toLowerCase(Locale.ROOT) + " "
                                + recording.identities() + " "
                                + (recording.split() == null
                                        ? "-"
                                        : recording.split().name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** One line for each that is left out: path below the root, and rule. */
    static List<String> skipped(VideoSet set, Path root) {
        return set.skipped().stream()
                .map(left -> below(root, left) + " " + left.rule())
                .toList();
    }

    private static String below(Path root, Skipped left) {
        return root.relativize(Path.of(left.what())).toString();
    }

    static Stream<Path> files(VideoSet set) {
        return set.recordings().stream().map(Recording::file);
    }
}
