package io.unmask.data.prepare;

import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.Frame;
import io.unmask.data.Label;
import io.unmask.data.Landmarks;
import io.unmask.data.Pixels;
import io.unmask.data.Skipped;
import io.unmask.data.Split;
import io.unmask.data.cache.PackFile;
import io.unmask.data.face.Cut;
import io.unmask.data.source.CsvFile;
import io.unmask.media.Affine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code frames.csv} of a prepared folder, video by video. */
final class CropTable {
    private final CsvFile csv;
    private final Path folder;
    private final int[] at;

    private CropTable(CsvFile csv, Path folder) {
        this.csv = csv;
        this.folder = folder;
        at = FrameRow.COLUMNS.stream().mapToInt(csv::requiredColumn).toArray();
    }

    /** A video with its crops in order, and the frames that have none. */
    record Video(
            String dataset,
            String method,
            Compression compression,
            String video,
            List<String> identities,
            Label label,
            @Nullable Split split,
            List<Frame> crops,
            List<Skipped> skipped) {
        Clip clip(List<Frame> frames) {
            return new Clip(dataset, method, compression, video, identities, label, frames);
        }

        boolean isOf(List<String> fields) {
            return dataset.equals(fields.get(0))
                    && method.equals(fields.get(1))
                    && compression.name().equalsIgnoreCase(fields.get(2))
                    && video.equals(fields.get(3));
        }
    }

    static List<Video> read(Path folder) {
        try (CsvFile csv = new CsvFile(folder.resolve(PreparedFolder.FRAMES))) {
            CropTable table = new CropTable(csv, folder);
            List<Video> videos = new ArrayList<>();
            while (csv.next()) {
                Video last = videos.isEmpty() ? null : videos.get(videos.size() - 1);
                if (last == null || !last.isOf(table.key())) {
                    last = table.video();
                    videos.add(last);
                }
                table.add(last);
            }
            return videos;
        }
    }

    private String field(String column) {
        return csv.field(at[FrameRow.COLUMNS.indexOf(column)]);
    }

    private List<String> key() {
        return List.of(field("dataset"), field("method"), field("compression"), field("video"));
    }

    private Video video() {
        String split = field("split");
        return new Video(
                field("dataset"),
                field("method"),
                oneOf(Compression.values(), "compression"),
                field("video"),
                List.of(field("identities").split(";", -1)),
                oneOf(Label.values(), "label"),
                split.isEmpty() ? null : oneOf(Split.values(), "split"),
                new ArrayList<>(),
                new ArrayList<>());
    }

    private <E extends Enum<E>> E oneOf(E[] known, String column) {
        for (E value : known) {
            if (value.name().equalsIgnoreCase(field(column))) {
                return value;
            }
        }
        throw csv.error(column + ": unknown value \"" + field(column) + "\"; prepare wrote none of that kind");
    }

    private void add(Video video) {
        int number = integer("frame");
        String skipped = field("skipped");
        if (!skipped.isEmpty()) {
            String key = String.join("/", key()) + ", frame " + number;
            video.skipped().add(new Skipped(key, skipped.toLowerCase(Locale.ROOT)));
            return;
        }
        PackFile pack = new PackFile(folder.resolve(field("pack")));
        Pixels mask = field("mask").isEmpty() ? null : pack.pixels(integer("mask"));
        video.crops().add(new Frame(number, pack.pixels(integer("picture")), mask, landmarks()));
    }

    private @Nullable Landmarks landmarks() {
        float[] points = floats("landmarks");
        if (points.length == 0) {
            return null;
        }
        double[] map = doubles("to_crop", 6);
        return Cut.moved(new Landmarks(points), new Affine(map[0], map[1], map[2], map[3], map[4], map[5]));
    }

    private float[] floats(String column) {
        double[] values = doubles(column, -1);
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** Numbers with blanks between them; of any count where {@code count} is below 0. */
    private double[] doubles(String column, int count) {
        String text = field(column);
        String[] parts = text.isEmpty() ? new String[0] : text.split(" ", -1);
        double[] values = new double[parts.length];
        try {
            for (int i = 0; i < parts.length; i++) {
                values[i] = Double.parseDouble(parts[i]);
            }
        } catch (NumberFormatException e) {
            throw csv.error(column + ": expected numbers, found \"" + text + "\"");
        }
        boolean fits = count < 0 ? values.length % 2 == 0 : count == values.length;
        if (!fits) {
            throw csv.error(column + ": expected " + (count < 0 ? "pairs" : count) + " of numbers, found " + text);
        }
        return values;
    }

    private int integer(String column) {
        try {
            return Integer.parseInt(field(column));
        } catch (NumberFormatException e) {
            throw csv.error(column + ": expected a whole number, found \"" + field(column) + "\"");
        }
    }
}
