package io.unmask.data.video;

import io.unmask.config.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tree in which a data set is published, and the message for one that differs: both stand side by side, and
 * a folder nearby that does fit is named.
 *
 * @param dataset its name for people: "Celeb-DF (v2)"
 * @param marker path below the root that every copy has; by it a fitting folder nearby is found
 * @param tree the tree as text, two spaces a level, folders with a slash at the end
 * @param source page or file that it was read from
 */
record ExpectedTree(String dataset, String marker, String tree, String source) {
    private static final int LINES = 24;
    private static final int DEPTH = 4;
    private static final int NAMES_A_FOLDER = 4;
    private static final String INDENT = "    ";
    private static final String FOUND = "found";

    /**
     * Requires root and marker to be there.
     *
     * @throws BadInputException if not; shows both trees
     */
    void require(Path root) {
        if (!Files.isDirectory(root)) {
            throw differs(root, "no such folder", null);
        }
        require(root, marker);
    }

    /** Requires a folder or file below the root. */
    void require(Path root, String path) {
        if (!Files.exists(root.resolve(path))) {
            throw differs(root, "there is no " + path, null);
        }
    }

    /**
     * The message.
     *
     * @param problem what is wrong with the root, as the end of the first line
     * @param cure what to do; null for naming the right folder
     */
    BadInputException differs(Path root, String problem, @Nullable String cure) {
        List<String> expected = new ArrayList<>(List.of("expected"));
        tree.lines().forEach(expected::add);
        List<String> found = new ArrayList<>(List.of(FOUND));
        list(root, 0, found);
        int width = expected.stream().mapToInt(String::length).max().orElse(0) + 4;
        StringBuilder message = new StringBuilder(root + ": not the tree of " + dataset + ": " + problem + "\n");
        for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
            String left = i < expected.size() ? expected.get(i) : "";
            String right = i < found.size() ? found.get(i) : "";
            String line = INDENT + left + " ".repeat(width - left.length()) + right;
            message.append(line.stripTrailing()).append('\n');
        }
        message.append(INDENT + "cure: ")
                .append(cure != null ? cure : nearby(root))
                .append('\n');
        return new BadInputException(message + INDENT + "the layout is that of " + source);
    }

    /** The message for a folder below the root without videos; one with frames that somebody extracted is recognised. */
    BadInputException noVideos(Path root, String part) {
        boolean frames = Stream.of("frames", "images")
                .anyMatch(name -> Files.isDirectory(root.resolve(part).resolve(name)));
        return frames
                ? differs(
                        root,
                        "no videos in " + part + ", but extracted frames",
                        "extracted frames are read by the data sources deepfakebench (with its JSON files) and folder")
                : differs(root, "no videos in " + part, null);
    }

    private String nearby(Path root) {
        Path parent = root.toAbsolutePath().getParent();
        if (parent != null && Files.exists(parent.resolve(marker))) {
            return "root: " + parent + " fits";
        }
        for (Path child : children(root)) {
            if (Files.exists(child.resolve(marker))) {
                return "root: " + child + " fits";
            }
        }
        return "name the folder that has this tree with root:";
    }

    private static void list(Path folder, int depth, List<String> lines) {
        if (depth == 0 && !Files.isDirectory(folder)) {
            lines.add("(no such folder)");
            return;
        }
        List<Path> children = children(folder);
        if (children.isEmpty()) {
            lines.add("  ".repeat(depth) + "(empty)");
        }
        for (int i = 0; i < children.size() && lines.size() <= LINES; i++) {
            if (i == NAMES_A_FOLDER && children.size() > NAMES_A_FOLDER + 1) {
                lines.add("  ".repeat(depth) + "… (" + children.size() + " in all)");
                return;
            }
            Path child = children.get(i);
            boolean inside = Files.isDirectory(child);
            lines.add("  ".repeat(depth) + child.getFileName() + (inside ? "/" : ""));
            if (inside && depth + 1 < DEPTH) {
                list(child, depth + 1, lines);
            }
        }
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
