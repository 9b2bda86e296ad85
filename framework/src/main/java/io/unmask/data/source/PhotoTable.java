package io.unmask.data.source;

import io.unmask.config.BadInputException;
import io.unmask.data.Landmarks;
import io.unmask.data.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the table beside photographs: {@code path} and, optionally, {@code identity}, {@code video}, {@code
 * split} (train, val or test) and landmarks {@code x0, y0, x1, y1, …} in pixels. Columns may be in any order;
 * a row may leave all its landmarks empty.
 */
final class PhotoTable {
    private final Path root;
    private final UnaryOperator<String> person;
    private final CsvFile csv;
    private final int path;
    private final int identity;
    private final int video;
    private final int split;
    private final int[] points;

    private PhotoTable(Path root, UnaryOperator<String> person, CsvFile csv) {
        this.root = root;
        this.person = person;
        this.csv = csv;
        path = csv.requiredColumn("path");
        identity = csv.column("identity");
        video = csv.column("video");
        split = csv.column("split");
        points = landmarkColumns();
    }

    /**
     * The photographs of a table.
     *
     * @param file the table
     * @param root what its paths start at
     * @param person from a path to who is on the photograph, where the table does not say it
     * @throws BadInputException at the first line that is wrong; the message names it
     */
    static List<Photo> read(Path file, Path root, UnaryOperator<String> person) {
        try (CsvFile csv = new CsvFile(file)) {
            PhotoTable table = new PhotoTable(root, person, csv);
            List<Photo> photos = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            while (csv.next()) {
                Photo photo = table.row();
                if (!seen.add(photo.path())) {
                    throw csv.error("the picture \"" + photo.path() + "\" is listed twice");
                }
                photos.add(photo);
            }
            if (photos.isEmpty()) {
                throw new BadInputException(file + ": lists no pictures");
            }
            return photos;
        }
    }

    private Photo row() {
        String name = csv.filled(path).replace('\\', '/');
        if (!Files.isRegularFile(root.resolve(name))) {
            throw csv.error("no picture at " + root.resolve(name) + "; paths start at " + root);
        }
        String who = identity < 0 ? person.apply(name) : csv.filled(identity);
        String from = video < 0 ? PersonRule.stem(name) : csv.filled(video);
        return new Photo(name, who, from, splitOfRow(), landmarksOfRow());
    }

    private @Nullable Split splitOfRow() {
        if (split < 0) {
            return null;
        }
        String name = csv.filled(split);
        for (Split known : Split.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(name)) {
                return known;
            }
        }
        throw csv.error("split: expected train, val or test, found \"" + name + "\"");
    }

    private @Nullable Landmarks landmarksOfRow() {
        if (Arrays.stream(points).allMatch(column -> csv.field(column).isEmpty())) {
            return null;
        }
        float[] xy = new float[points.length];
        for (int i = 0; i < xy.length; i++) {
            xy[i] = csv.number(points[i]);
        }
        return new Landmarks(xy);
    }

    /** Where x0, y0, x1, y1, … stand; any number of points, but none left out. */
    private int[] landmarkColumns() {
        List<String> left = new ArrayList<>(csv.header());
        left.removeAll(List.of("path", "identity", "video", "split"));
        int[] columns = new int[left.size()];
        for (int i = 0; i < columns.length; i++) {
            String name = (i % 2 == 0 ? "x" : "y") + i / 2;
            columns[i] = csv.column(name);
            if (columns[i] < 0) {
                throw csv.error("expected landmarks x0, y0, x1, y1, … in pairs beside path, identity, video and split;"
                        + " there is no \"" + name + "\", but there is \"" + unexpected(left, i) + "\"");
            }
        }
        if (columns.length % 2 != 0) {
            throw csv.error("expected landmarks in pairs; \"x" + columns.length / 2 + "\" has no \"y"
                    + columns.length / 2 + "\"");
        }
        if (columns.length > 0 && columns.length < 6) {
            throw csv.error("a face needs at least 3 landmarks, found " + columns.length / 2);
        }
        return columns;
    }

    private static String unexpected(List<String> names, int taken) {
        Set<String> known = new HashSet<>();
        for (int i = 0; i < taken; i++) {
            known.add((i % 2 == 0 ? "x" : "y") + i / 2);
        }
        return names.stream().filter(name -> !known.contains(name)).findFirst().orElse("");
    }
}
