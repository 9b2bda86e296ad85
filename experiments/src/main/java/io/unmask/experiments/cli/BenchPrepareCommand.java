package io.unmask.experiments.cli;

import io.unmask.config.BadInputException;
import io.unmask.config.Doc;
import io.unmask.data.face.FaceDetector;
import io.unmask.experiments.bench.PrepareBench;
import io.unmask.files.TemporaryFolder;
import io.unmask.media.Ffmpeg;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code unmask bench prepare}: face crops beside ffmpeg alone. */
@Command(
        name = "prepare",
        description = {
            "Measure how fast face crops are made (32 frames of each video, JPEG crops of 256 x 256), beside ffmpeg alone",
            "decoding the same files to nothing on the same cores, in turns. Without videos of yours it draws some of",
            "1280 x 720."
        })
final class BenchPrepareCommand extends Subcommand {
    @Option(names = "--count", paramLabel = "N", description = "Videos to draw. Default: ${DEFAULT-VALUE}.")
    private int count = 8;

    /** The originals of FaceForensics++ have 509,914 frames in 1,000 videos (Rössler et al., ICCV 2019). */
    @Option(
            names = "--frames",
            paramLabel = "N",
            description = "Frames of each; those of FaceForensics++ have 510 on average. Default: ${DEFAULT-VALUE}.")
    private int frames = 510;

    @Option(names = "--rounds", paramLabel = "N", description = "Counted measurements. Default: ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(names = "--jobs", paramLabel = "N", description = "Videos at a time. Default: all cores.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--videos", paramLabel = "DIR", description = "Videos of yours, with --boxes.")
    private @Nullable Path videos;

    @Option(
            names = "--boxes",
            paramLabel = "FILE",
            description = "The table of their faces (as for the detector boxes).")
    private @Nullable Path boxes;

    @Option(
            names = "--faces",
            paramLabel = "YAML",
            description = "A further detector to measure: --faces haar, --faces '{yunet: {model: FILE}}'. Many times.")
    private List<String> faces = List.of();

    @Override
    public Integer call() throws IOException {
        if (count < 1 || frames < 2 || rounds < 1 || jobs < 1 || (videos == null) != (boxes == null)) {
            throw wrong("a video, two frames, a round and a job are the least; --videos and --boxes go together");
        }
        Map<String, FaceDetector> others = new LinkedHashMap<>();
        for (String yaml : faces) {
            others.put(yaml.replaceAll("[{}]", "").split("[: ]", 2)[0], detector(yaml));
        }
        try (TemporaryFolder scratch = TemporaryFolder.create("bench-prepare")) {
            PrepareBench bench = new PrepareBench(scratch.path(), jobs, rounds, this::say);
            PrepareBench.Videos input = videos == null || boxes == null
                    ? bench.draw(count, frames)
                    : new PrepareBench.Videos(list(videos), boxes);
            print(input, bench.measure(input, others));
            return 0;
        } catch (InterruptedException e) {
            return INTERRUPTED;
        }
    }

    /** A detector as a file of prepare would name it. */
    private FaceDetector detector(String yaml) throws IOException {
        Path file = Files.createTempFile("unmask-faces-", ".yaml");
        try {
            Files.writeString(file, "faces: " + yaml + "\n");
            return reader().read(file, List.of(), Named.class).faces();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /**
     * What {@code --faces} is read into.
     *
     * @param faces the detector
     */
    record Named(@Doc("The detector.") FaceDetector faces) {}

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new BadInputException(folder + ": cannot be listed (" + e.getMessage() + ")", e);
        }
    }

    private void print(PrepareBench.Videos input, PrepareBench.Outcome outcome) {
        PrintWriter out = out();
        out.printf(
                Locale.ROOT,
                "%d videos%s; %d at a time on %d cores; median of %d rounds in turns; ffmpeg %s%n%n",
                input.files().size(),
                videos == null ? " of 1280 x 720, " + frames + " frames each" : " of " + videos,
                jobs,
                Runtime.getRuntime().availableProcessors(),
                rounds,
                Ffmpeg.find().version());
        out.printf(
                Locale.ROOT,
                "%-34s %10s %10s %10s %10s %8s%n",
                "",
                "clock",
                "of ffmpeg",
                "cores",
                "of ffmpeg",
                "crops");
        for (PrepareBench.Row row : outcome.rows()) {
            out.printf(
                    Locale.ROOT,
                    "%-34s %8.2f s %10.2f %8.2f s %10.2f %8s%n",
                    row.name(),
                    row.medianSeconds(),
                    row.ratio(),
                    row.processorSeconds(),
                    row.processorRatio(),
                    row.crops() == 0 ? "" : Long.toString(row.crops()));
        }
        out.printf(
                Locale.ROOT,
                "%n\"of ffmpeg\" is the speed as a share of the faster way of ffmpeg alone, by the clock and by what cores"
                        + " have spent.%nMemory of this process: %d MiB.%n",
                outcome.memoryMebibytes());
    }

    private void say(String what) {
        err().println(what + " …");
        err().flush();
    }
}
