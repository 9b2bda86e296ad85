package io.unmask.experiments.inspect;

import io.unmask.media.video.EncoderSettings;
import io.unmask.media.video.VideoInfo;
import io.unmask.report.data.DataReport.Grid;
import io.unmask.report.data.DataReport.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sizes of the pictures, and codecs of the videos. */
final class MediaPart {
    private static final int LISTED = 20;

    private MediaPart() {}

    static Part of(List<Item> items) {
        List<Grid> grids = new ArrayList<>();
        grids.add(grid(
                "Sizes of pictures, most frequent first",
                List.of("method", "width x height", "videos"),
                items.stream()
                        .filter(item -> !item.size().isEmpty())
                        .map(item -> List.of(item.clip().method(), item.size()))
                        .toList()));
        List<List<String>> codecs = items.stream()
                .filter(item -> item.video() != null)
                .map(MediaPart::codec)
                .toList();
        List<String> sentences = new ArrayList<>();
        if (!codecs.isEmpty()) {
            sentences.add("Rates are what x264 wrote into the stream about itself; where there is nothing, the rate is"
                    + " unknown, since no rule finds it from bytes. Bits are those of the whole file for each pixel.");
            grids.add(grid(
                    "Codecs, most frequent first",
                    List.of(
                            "method",
                            "codec",
                            "pixels",
                            "frames a second",
                            "rate",
                            "bits a pixel",
                            "sound",
                            "turned",
                            "videos"),
                    codecs));
        }
        return new Part("media", "Pictures and videos", sentences, grids, List.of());
    }

    private static List<String> codec(Item item) {
        VideoInfo video = item.video();
        if (video == null) {
            throw new IllegalArgumentException(item.place() + " is no video");
        }
        long bytes = item.files().get(0).toFile().length();
        double bits = 8.0 * bytes / ((double) video.width() * video.height() * video.frames());
        return List.of(
                item.clip().method(),
                (video.codec() + " " + video.profile()).strip(),
                video.pixelFormat(),
                String.format(Locale.ROOT, "%.2f", video.framesPerSecond()) + (video.variableRate() ? ", uneven" : ""),
                rate(video.encoder()),
                String.format(Locale.ROOT, "%.2f", bits),
                video.sound() == null ? "none" : video.sound(),
                video.rotationDegrees() == 0 ? "no" : video.rotationDegrees() + "°");
    }

    /** "CRF 23 (x264 core 164)", or "unknown". */
    static String rate(@Nullable EncoderSettings encoder) {
        if (encoder == null) {
            return "unknown";
        }
        String program = encoder.encoder().replaceFirst("^x264 - core (\\d+).*", "x264 core $1");
        String rate;
        if (encoder.isLossless()) {
            rate = "lossless";
        } else if (encoder.constantRateFactor().isPresent()) {
            rate = "CRF " + plain(encoder.constantRateFactor().getAsDouble());
        } else if (encoder.constantQuantiser().isPresent()) {
            rate = "QP " + plain(encoder.constantQuantiser().getAsDouble());
        } else {
            String bitrate = encoder.option("bitrate");
            rate = encoder.rateControl() + (bitrate == null ? "" : " " + bitrate + " kbit/s");
        }
        return rate + " (" + program + ")";
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }

    /** Equal rows once, with their number in a last column. */
    private static Grid grid(String caption, List<String> head, List<List<String>> given) {
        Map<List<String>, Integer> counts =
                new TreeMap<>(Comparator.comparing((List<String> row) -> String.join("\n", row)));
        given.forEach(row -> counts.merge(row, 1, Integer::sum));
        List<List<String>> rows = new ArrayList<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<List<String>, Integer>comparingByValue().reversed())
                .limit(LISTED)
                .forEach(entry -> {
                    List<String> row = new ArrayList<>(entry.getKey());
                    row.add(InspectionReport.number(entry.getValue()));
                    rows.add(row);
                });
        String more = counts.size() > LISTED ? " (" + LISTED + " of " + counts.size() + " kinds)" : "";
        return new Grid(caption + more, head, head.size() - 1, rows);
    }
}
