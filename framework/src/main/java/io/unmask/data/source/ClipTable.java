package io.unmask.data.source;

import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.Frame;
import io.unmask.data.Label;
import io.unmask.data.Pixels;
import io.unmask.data.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list of frames into clips in one pass. Built for lists of millions: names that repeat are kept once,
 * a row costs a frame and its path and nothing else.
 */
final class ClipTable {
    private static final List<String> COLUMNS =
            List.of("path", "label", "identity", "video", "mask", "method", "compression", "split", "frame", "second");

    private final Path folder;
    private final String dataset;
    private final CsvFile csv;
    private final int[] at;
    private final Map<Key, Video> videos = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private @Nullable Video last;

    private ClipTable(Path folder, String dataset, CsvFile csv) {
        this.folder = folder;
        this.dataset = dataset;
        this.csv = csv;
        csv.allowOnly(COLUMNS);
        for (String required : COLUMNS.subList(0, 4)) {
            csv.requiredColumn(required);
        }
        at = COLUMNS.stream().mapToInt(csv::column).toArray();
    }

    private record Key(String video, String method, Compression compression) {}

    private record Video(Key key, Label label, String identity, int line, List<Frame> frames) {}

    /**
     * The clips of one split.
     *
     * @throws io.unmask.config.BadInputException at the first wrong line; the message names it
     */
    static List<Clip> read(Path file, Path folder, String dataset, Split split) {
        try (CsvFile csv = new CsvFile(file)) {
            ClipTable table = new ClipTable(folder, dataset, csv);
            while (csv.next()) {
                Split own = table.split();
                if (own == null || own == split) {
                    table.add();
                }
            }
            return table.videos.values().stream().map(table::clip).toList();
        }
    }

    private void add() {
        Label label = csv.oneOf(at[1], Label.values());
        Compression compression = csv.field(at[6]).isEmpty() ? Compression.RAW : csv.oneOf(at[6], Compression.values());
        String method = csv.field(at[5]).isEmpty() ? label.name().toLowerCase(Locale.ROOT) : csv.field(at[5]);
        Video video = video(csv.filled(at[3]), method, compression, label, csv.filled(at[2]));
        Pixels image = FilePixels.picture(folder, csv.filled(at[0]));
        String maskName = csv.field(at[4]);
        Pixels mask = maskName.isEmpty() ? null : FilePixels.mask(folder, maskName);
        String secondName = csv.field(at[9]);
        Pixels second = secondName.isEmpty() ? null : FilePixels.picture(folder, secondName);
        video.frames().add(new Frame(number(video), image, mask, second, null));
    }

    private Video video(String name, String method, Compression compression, Label label, String identity) {
        Video video = last;
        if (video == null
                || !video.key().video().equals(name)
                || !video.key().method().equals(method)
                || video.key().compression() != compression) {
            Key key = new Key(name, once(method), compression);
            video = videos.computeIfAbsent(
                    key, k -> new Video(k, label, once(identity), csv.line(), new ArrayList<>(1)));
            last = video;
        }
        if (video.label() != label || !video.identity().equals(identity)) {
            throw csv.error("the video \"" + name + "\" is " + said(label, identity) + " here and "
                    + said(video.label(), video.identity()) + " in line " + video.line()
                    + "; videos of one method and compression need names of their own");
        }
        return video;
    }

    private static String said(Label label, String identity) {
        return label.name().toLowerCase(Locale.ROOT) + " with identity " + identity;
    }

    private int number(Video video) {
        String text = csv.field(at[8]);
        if (text.isEmpty()) {
            return video.frames().size();
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw csv.error("frame: expected a whole number, found \"" + text + "\"");
        }
    }

    private @Nullable Split split() {
        return at[7] < 0 ? null : csv.oneOf(at[7], Split.values());
    }

    private String once(String name) {
        return names.computeIfAbsent(name, n -> n);
    }

    private Clip clip(Video video) {
        List<String> people =
                VideoNames.listed(video.identity()).stream().map(this::once).toList();
        Key key = video.key();
        return new Clip(dataset, key.method(), key.compression(), key.video(), people, video.label(), video.frames());
    }
}
