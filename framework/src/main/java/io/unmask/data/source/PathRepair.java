package io.unmask.data.source;

import io.unmask.data.Pixels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds files of DeepfakeBench below a root. Its JSON files have paths of the machine that made them: with
 * backslashes, starting at {@code ./datasets/}, or absolute. A path is taken as it is below the root or, if that
 * does not exist, from the first of its folders that names a data set; the root may be the data set's own folder.
 */
final class PathRepair implements BenchFrames {
    private static final Set<String> DATASETS = Set.of(
            "FaceForensics++",
            "FaceShifter",
            "DeepFakeDetection",
            "Celeb-DF-v1",
            "Celeb-DF-v2",
            "DFDC",
            "DFDCP",
            "DeeperForensics-1.0",
            "UADFV",
            "DF40",
            "DF40_train");

    private final Path root;
    private String lastExpected = "";

    PathRepair(Path root) {
        this.root = root;
    }

    @Override
    public @Nullable String of(String given) {
        for (String candidate : candidates(given)) {
            lastExpected = root.resolve(candidate).toString();
            if (Files.isRegularFile(root.resolve(candidate))) {
                return candidate;
            }
        }
        lastExpected = root.resolve(candidates(given).get(0)).toString();
        return null;
    }

    @Override
    public String like(String repairedFirst, String givenFirst, String given) {
        String first = plain(givenFirst);
        String other = plain(given);
        int cut = first.length() - repairedFirst.length();
        boolean sameStart = cut <= other.length() && other.regionMatches(0, first, 0, cut);
        String repaired = sameStart ? null : of(given);
        return repaired != null ? repaired : other.substring(Math.min(cut, other.length()));
    }

    @Override
    public Pixels picture(String place) {
        return FilePixels.picture(root, place);
    }

    @Override
    public Pixels mask(String place) {
        return FilePixels.mask(root, place);
    }

    @Override
    public String lastExpected() {
        return lastExpected;
    }

    @Override
    public String found() {
        return FrameTree.listing(root);
    }

    /** Paths with slashes under which a file that a JSON file names may be known. */
    static List<String> candidates(String given) {
        String path = plain(given);
        List<String> candidates = new ArrayList<>(List.of(path));
        String[] parts = path.split("/", -1);
        int start = 0;
        for (String part : parts) {
            if (DATASETS.contains(part)) {
                candidates.add(path.substring(start));
                candidates.add(path.substring(start + part.length() + 1));
                break;
            }
            start += part.length() + 1;
        }
        return candidates;
    }

    /** With slashes, and without the start that every published file has. */
    private static String plain(String given) {
        String path = given.replace('\\', '/');
        for (String prefix : List.of("./datasets/", "./")) {
            if (path.startsWith(prefix)) {
                path = path.substring(prefix.length());
            }
        }
        return path;
    }
}
