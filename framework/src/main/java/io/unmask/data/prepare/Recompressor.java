package io.unmask.data.prepare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.unmask.config.BadInputException;
import io.unmask.data.Compression;
import io.unmask.data.source.CsvFile;
import io.unmask.data.video.Recording;
import io.unmask.files.WholeFile;
import io.unmask.media.video.EncoderSettings;
import io.unmask.media.video.VideoInfo;
import io.unmask.media.video.VideoProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Brings the raw videos of a data set to compression levels, several at a time; run again, it goes on where it was. Beside
 * the videos stands {@code videos.csv}, which the video set {@code list} reads.
 */
public final class Recompressor {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final List<String> COLUMNS =
            List.of("path", "label", "identity", "video", "method", "compression", "split", "mask");

    private final Recompression settings;
    private final int jobs;
    private final PrepareListener listener;

    /**
     * A compressor.
     *
     * @param jobs videos at a time
     */
    public Recompressor(Recompression settings, int jobs, PrepareListener listener) {
        this.settings = settings;
        this.jobs = jobs;
        this.listener = listener;
    }

    /** One video at one level. */
    private record Task(Recording recording, Compression level, Path target) {}

    /**
     * Makes all videos at all levels, then table and manifest.
     *
     * @throws BadInputException if the data set is not there or the folder cannot be written
     * @throws InterruptedException if the thread is interrupted; videos that are whole stay
     */
    @SuppressWarnings("try") // held for what its closing does
    public PrepareOutcome run() throws InterruptedException {
        List<String> fingerprint = new ArrayList<>();
        settings.levels()
                .forEach(level ->
                        fingerprint.add(level + ": " + settings.encoder().describe(level.factor())));
        fingerprint.add("compressed already " + settings.compressedAlready());
        PreparedFolder folder = new PreparedFolder(settings.output(), fingerprint);
        List<Recording> recordings = settings.videos().recordings();
        try (PreparedFolder.Hold hold = folder.begin(true)) {
            List<Task> tasks = tasks(recordings);
            List<Task> missing = tasks.stream().filter(task -> !isThere(task)).toList();
            listener.begin(tasks.size(), tasks.size() - missing.size());
            List<Optional<LeftOut>> results = missing.isEmpty()
                    ? List.of()
                    : Workers.run(missing, Math.min(jobs, missing.size()), () -> this::compress, listener);
            Map<String, LeftOut> leftOut = new LinkedHashMap<>();
            results.forEach(result -> result.ifPresent(reason -> leftOut.putIfAbsent(reason.what(), reason)));
            long made = write(tasks, fingerprint, leftOut);
            return new PrepareOutcome(
                    recordings.size(), tasks.size() - missing.size(), made, 0, List.copyOf(leftOut.values()), true);
        }
    }

    private List<Task> tasks(List<Recording> recordings) {
        List<Task> tasks = new ArrayList<>();
        for (Recording recording : recordings) {
            for (Compression level : settings.levels()) {
                String path = PreparedFolder.safe(recording.dataset()) + "/" + PreparedFolder.safe(recording.method())
                        + "/" + level.code() + "/" + PreparedFolder.unique(recording.video()) + ".mp4";
                tasks.add(new Task(recording, level, settings.output().resolve(path)));
            }
        }
        return tasks;
    }

    private static boolean isThere(Task task) {
        try {
            return Files.getLastModifiedTime(task.target())
                            .compareTo(
                                    Files.getLastModifiedTime(task.recording().file()))
                    >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Optional<LeftOut> compress(Task task) throws InterruptedException {
        Recording recording = task.recording();
        try {
            if (recording.compression() != Compression.RAW) {
                return already(recording, "the data set gives it as " + recording.compression());
            }
            Footage footage = Footage.open(recording.file(), 1);
            VideoInfo info = footage.info();
            int factor = task.level().factor();
            if (info != null) {
                if (!info.isLossless() && settings.compressedAlready() == Recompression.Already.LEAVE_OUT) {
                    return already(recording, history(info));
                }
                settings.encoder().encode(recording.file(), info, factor, task.target());
            } else if (footage instanceof Footage.Pictures pictures) {
                settings.encoder().encode(pictures.files(), factor, task.target());
            }
            return Optional.empty();
        } catch (BadInputException e) {
            return Optional.of(LeftOut.because(recording.key(), e));
        }
    }

    private static Optional<LeftOut> already(Recording recording, String found) {
        return Optional.of(new LeftOut(
                recording.key(),
                "compressed_already",
                recording.file() + ": " + found + "; it would lose quality twice. If that is meant, set"
                        + " compressed_already: compress_again"));
    }

    private static String history(VideoInfo info) {
        EncoderSettings encoder = info.encoder();
        String rate = encoder == null || encoder.constantRateFactor().isEmpty()
                ? ""
                : " at crf " + encoder.constantRateFactor().getAsDouble();
        return "is " + info.codec().toUpperCase(Locale.ROOT) + rate
                + (encoder == null ? "" : " by " + encoder.encoder()) + " already";
    }

    private long write(List<Task> tasks, List<String> fingerprint, Map<String, LeftOut> leftOut)
            throws InterruptedException {
        StringBuilder table = new StringBuilder(CsvFile.line(COLUMNS)).append('\n');
        Map<String, Integer> encoders = new TreeMap<>();
        long made = 0;
        for (Task task : tasks) {
            if (leftOut.containsKey(task.recording().key())) {
                continue;
            }
            made++;
            table.append(line(task)).append('\n');
            EncoderSettings encoder = VideoProbe.of(task.target()).encoder();
            encoders.merge(encoder == null ? "unknown" : encoder.encoder(), 1, Integer::sum);
        }
        WholeFile.write(settings.output().resolve(PreparedFolder.VIDEOS), table.toString());
        StringBuilder skipped = new StringBuilder("what,rule,cause\n");
        leftOut.values()
                .forEach(each -> skipped.append(CsvFile.line(List.of(each.what(), each.rule(), each.cause())))
                        .append('\n'));
        WholeFile.write(settings.output().resolve(PreparedFolder.SKIPPED), skipped.toString());
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("name", settings.name());
        manifest.put("data_set", settings.videos().toString());
        manifest.put("layout_from", settings.videos().source());
        manifest.put("settings", fingerprint);
        manifest.put("encoders", encoders);
        manifest.put("videos", made);
        manifest.put("left_out", leftOut.size());
        Path file = settings.output().resolve(PreparedFolder.MANIFEST);
        WholeFile.write(file, out -> out.write(JSON.writeValueAsBytes(manifest)));
        return made;
    }

    private String line(Task task) {
        Recording recording = task.recording();
        Path mask = recording.mask();
        return CsvFile.line(List.of(
                settings.output().relativize(task.target()).toString().replace('\\', '/'),
                recording.label().name().toLowerCase(Locale.ROOT),
                String.join(";", recording.identities()),
                recording.video(),
                recording.method(),
                task.level().name().toLowerCase(Locale.ROOT),
                recording.split() == null ? "" : recording.split().name().toLowerCase(Locale.ROOT),
                mask == null ? "" : mask.toAbsolutePath().toString()));
    }
}
