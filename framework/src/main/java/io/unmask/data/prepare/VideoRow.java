package io.unmask.data.prepare;

import io.unmask.data.source.CsvFile;
import io.unmask.data.video.Recording;
import io.unmask.media.video.EncoderSettings;
import io.unmask.media.video.VideoInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row of {@code videos.csv}: one video or photograph of the data set, prepared or not. */
final class VideoRow {
    /** The columns, the ones of a recording first; rule and cause of what was left out are the last. */
    static final List<String> COLUMNS = List.of(
            "dataset",
            "method",
            "compression",
            "video",
            "identities",
            "label",
            "split",
            "file",
            "what",
            "frames",
            "seconds",
            "frames_per_second",
            "variable_rate",
            "rotation",
            "sound",
            "encoder",
            "crf",
            "chosen",
            "cropped",
            "rule",
            "cause");

    private VideoRow() {}

    static String done(Recording recording, Footage footage, int chosen, int cropped) {
        List<String> fields = new ArrayList<>(FrameRow.recording(recording));
        fields.add(recording.file().toString());
        fields.add(footage.description());
        fields.add(Integer.toString(footage.frames()));
        fields.addAll(properties(footage.info()));
        fields.addAll(List.of(Integer.toString(chosen), Integer.toString(cropped), "", ""));
        return CsvFile.line(fields);
    }

    static String leftOut(Recording recording, String rule, String cause) {
        List<String> fields = new ArrayList<>(FrameRow.recording(recording));
        fields.add(recording.file().toString());
        fields.addAll(List.of("", "", "", "", "", "", "", "", "", "0", "0", rule, oneLine(cause)));
        return CsvFile.line(fields);
    }

    private static List<String> properties(@Nullable VideoInfo info) {
        if (info == null) {
            return List.of("", "", "", "", "", "", "");
        }
        EncoderSettings encoder = info.encoder();
        String factor = encoder == null || encoder.constantRateFactor().isEmpty()
                ? ""
                : Double.toString(encoder.constantRateFactor().getAsDouble());
        return List.of(
                String.format(Locale.ROOT, "%.3f", info.seconds()),
                String.format(Locale.ROOT, "%.3f", info.framesPerSecond()),
                Boolean.toString(info.variableRate()),
                Integer.toString(info.rotationDegrees()),
                info.sound() == null ? "" : info.sound(),
                encoder == null ? "" : encoder.encoder(),
                factor);
    }

    /** A message as one line. */
    static String oneLine(String message) {
        return message.replaceAll("\\s*[\\r\\n]+\\s*", "; ");
    }
}
