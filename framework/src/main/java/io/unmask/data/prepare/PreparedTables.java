package io.unmask.data.prepare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.unmask.data.Skipped;
import io.unmask.data.source.CsvFile;
import io.unmask.data.video.Recording;
import io.unmask.files.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the tables of a prepared data set from its packs, in the order of the data set, and the manifest last. Rows go
 * through one at a time; of frames, only the skipped ones are kept in memory.
 */
final class PreparedTables {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final List<String> SKIPPED_COLUMNS = List.of("what", "rule", "cause");

    private final Preparation settings;
    private final PreparedFolder folder;
    private long frames;
    private long crops;
    private final List<LeftOut> skipped = new ArrayList<>();
    private final List<LeftOut> skippedFrames = new ArrayList<>();
    private final Map<String, Long> rules = new LinkedHashMap<>();

    PreparedTables(Preparation settings, PreparedFolder folder) {
        this.settings = settings;
        this.folder = folder;
    }

    PrepareOutcome write(List<Recording> recordings, Map<String, LeftOut> leftOut, int kept) {
        List<Recording> usable = recordings.stream()
                .filter(recording -> !leftOut.containsKey(recording.key()))
                .toList();
        for (Skipped missing : settings.videos().skipped()) {
            skipped.add(new LeftOut(missing.what(), missing.rule(), "is part of the data set but cannot be used"));
        }
        skipped.addAll(leftOut.values());
        table(PreparedFolder.FRAMES, FrameRow.COLUMNS, out -> {
            for (Recording recording : usable) {
                frames(recording, out);
            }
        });
        table(PreparedFolder.VIDEOS, VideoRow.COLUMNS, out -> {
            for (Recording recording : recordings) {
                LeftOut reason = leftOut.get(recording.key());
                line(
                        out,
                        reason == null
                                ? folder.rows(recording).get(0)
                                : VideoRow.leftOut(recording, reason.rule(), reason.cause()));
            }
        });
        List<LeftOut> all = new ArrayList<>(skipped);
        all.addAll(skippedFrames);
        table(PreparedFolder.SKIPPED, SKIPPED_COLUMNS, out -> {
            for (LeftOut each : all) {
                line(out, CsvFile.line(List.of(each.what(), each.rule(), each.cause())));
            }
        });
        all.forEach(each -> rules.merge(each.rule(), 1L, Long::sum));
        manifest(recordings.size(), usable.size());
        return new PrepareOutcome(recordings.size(), kept, crops, skippedFrames.size(), List.copyOf(skipped), true);
    }

    private void frames(Recording recording, OutputStream out) throws IOException {
        List<String> rows = folder.rows(recording);
        for (String row : rows.subList(1, rows.size())) {
            line(out, row);
            frames++;
            String rule = FrameRow.skipped(row);
            if (rule.isEmpty()) {
                crops++;
            } else {
                String frame = FrameRow.frame(row);
                skippedFrames.add(new LeftOut(recording.key() + ", frame " + frame, rule, cause(rule)));
            }
        }
    }

    private static String cause(String rule) {
        return switch (rule) {
            case "no_face" -> "no face was found on it";
            case "other_face" -> "faces were found on it, but not the one that was followed";
            default -> "the face has no points to align the crop by";
        };
    }

    private void manifest(int videos, int usable) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("name", settings.name());
        manifest.put("data_set", settings.videos().toString());
        manifest.put("layout_from", settings.videos().source());
        manifest.put("notes", settings.videos().notes());
        manifest.put("settings", folder.fingerprint());
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("videos", videos);
        counts.put("videos_with_pack", usable);
        counts.put("frames", frames);
        counts.put("crops", crops);
        manifest.put("counts", counts);
        manifest.put("skipped", rules);
        Path file = folder.path().resolve(PreparedFolder.MANIFEST);
        WholeFile.write(file, out -> out.write(JSON.writeValueAsBytes(manifest)));
    }

    private void table(String name, List<String> columns, WholeFile.Content rows) {
        WholeFile.write(folder.path().resolve(name), out -> {
            line(out, CsvFile.line(columns));
            rows.writeTo(out);
        });
    }

    private static void line(OutputStream out, String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
