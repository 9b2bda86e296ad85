package io.unmask.experiments.bench;

import io.unmask.cluster.Local;
import io.unmask.config.BadInputException;
import io.unmask.data.Compression;
import io.unmask.data.Label;
import io.unmask.data.face.Alignment;
import io.unmask.data.face.Boxes;
import io.unmask.data.face.FaceChoice;
import io.unmask.data.face.FaceCrop;
import io.unmask.data.face.FaceDetector;
import io.unmask.data.portraits.PortraitVideo;
import io.unmask.data.prepare.PictureFormat;
import io.unmask.data.prepare.Preparation;
import io.unmask.data.prepare.PrepareListener;
import io.unmask.data.prepare.Preparer;
import io.unmask.data.prepare.Skipping;
import io.unmask.data.video.Even;
import io.unmask.data.video.Recording;
import io.unmask.data.video.VideoSet;
import io.unmask.experiments.store.Provenance;
import io.unmask.files.WholeFile;
import io.unmask.media.Border;
import io.unmask.media.Ffmpeg;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Measures how fast face crops are made, beside ffmpeg alone decoding the same files to nothing on the same cores, in
 * turns: 32 frames of each video, JPEG crops of 256².
 */
public final class PrepareBench {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;
    private static final int FACE_SIDE = 400;
    private static final int FRAMES_A_SECOND = 30;
    private static final int CROP_SIDE = 256;
    private static final int QUALITY = 95;
    private static final int FACTOR = 23;
    /** Gives about 2.5 megabits a second, as videos of this size from the web have. */
    private static final int GRAIN = 12;

    private static final Duration TIMEOUT = Duration.ofHours(1);
    private static final double NANOS = 1e9;

    private static final FaceChoice LARGEST =
            new FaceChoice(FaceChoice.Rule.LARGEST, 0.3, 5, FaceChoice.Gap.SKIP, FaceChoice.Lost.RESUME, 1);

    private final Path scratch;
    private final int jobs;
    private final int rounds;
    private final Consumer<String> progress;
    private int outputs;

    /**
     * A measurement.
     *
     * @param scratch a folder for videos and crops
     * @param jobs videos at a time, of ffmpeg alone as of prepare
     * @param rounds how often everything is measured, in turns, after once without being counted
     * @param progress hears what is being done
     */
    public PrepareBench(Path scratch, int jobs, int rounds, Consumer<String> progress) {
        this.scratch = scratch;
        this.jobs = jobs;
        this.rounds = rounds;
        this.progress = progress;
    }

    /**
     * What is measured.
     *
     * @param files videos
     * @param boxes a table with the face of every frame
     */
    public record Videos(List<Path> files, Path boxes) {}

    /**
     * One way, in seconds for all videos.
     *
     * @param name what it does
     * @param medianSeconds of the rounds, on the clock
     * @param processorSeconds median that cores have spent, those of ffmpeg included; little else than the work itself moves
     *     it, however busy the machine is
     * @param ratio speed on the clock as a share of ffmpeg's alone
     * @param processorRatio the same by what cores have spent
     * @param crops pictures made; 0 for ffmpeg alone
     */
    public record Row(
            String name,
            double medianSeconds,
            double processorSeconds,
            double ratio,
            double processorRatio,
            long crops) {}

    /**
     * All ways.
     *
     * @param rows ffmpeg alone first
     * @param memoryMebibytes largest memory of this process after a round; -1 where the system does not tell
     */
    public record Outcome(List<Row> rows, long memoryMebibytes) {}

    /** Draws some videos of 1280 x 720, each of another person, with a table of where the faces are. */
    public Videos draw(int count, int frames) throws InterruptedException {
        List<Path> files = new ArrayList<>();
        StringBuilder boxes = new StringBuilder("video,frame,left,top,width,height\n");
        for (int i = 0; i < count; i++) {
            progress.accept("drawing video " + (i + 1) + " of " + count);
            PortraitVideo video =
                    new PortraitVideo(i, WIDTH, HEIGHT, FACE_SIDE, frames, FRAMES_A_SECOND, true, FACTOR, false, GRAIN);
            Path file = scratch.resolve("video_" + i + ".mp4");
            video.write(file);
            files.add(file);
            for (int frame = 0; frame < frames; frame++) {
                boxes.append(String.format(
                        Locale.ROOT,
                        "video_%d,%d,%d,%d,%d,%d%n",
                        i,
                        frame,
                        video.left(frame) + FACE_SIDE / 4,
                        video.top(frame) + FACE_SIDE / 5,
                        FACE_SIDE / 2,
                        FACE_SIDE / 2));
            }
        }
        Path table = scratch.resolve("boxes.csv");
        WholeFile.write(table, boxes.toString());
        return new Videos(files, table);
    }

    /**
     * Measures.
     *
     * @param others further detectors, by the name that the table gives them
     */
    public Outcome measure(Videos videos, Map<String, FaceDetector> others) throws InterruptedException {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("ffmpeg to null, a file a core", () -> decode(videos.files(), jobs, 1));
        ways.put("ffmpeg to null, its own threads", () -> decode(videos.files(), 1, 0));
        FaceDetector given = new Boxes(videos.boxes(), Boxes.Between.NONE);
        ways.put("prepare, boxes given", () -> prepare(videos.files(), given));
        others.forEach((name, detector) -> ways.put("prepare, " + name, () -> prepare(videos.files(), detector)));
        Map<String, Times> times = new LinkedHashMap<>();
        ways.keySet().forEach(name -> times.put(name, new Times(new double[rounds], new double[rounds])));
        Map<String, Long> crops = new LinkedHashMap<>();
        long memory = -1;
        for (int round = -1; round < rounds; round++) {
            progress.accept(round < 0 ? "everything once, uncounted" : "round " + (round + 1) + " of " + rounds);
            for (Map.Entry<String, Way> way : ways.entrySet()) {
                long begin = System.nanoTime();
                long spent = spent();
                crops.put(way.getKey(), way.getValue().run());
                if (round >= 0) {
                    Times kept = Objects.requireNonNull(times.get(way.getKey()));
                    kept.clock()[round] = (System.nanoTime() - begin) / NANOS;
                    kept.processor()[round] = (spent() - spent) / NANOS;
                }
            }
            memory = Math.max(memory, Provenance.residentMebibytes());
        }
        return new Outcome(rows(times, crops), memory);
    }

    private interface Way {
        /** Returns the crops that were made. */
        long run() throws InterruptedException;
    }

    private record Times(double[] clock, double[] processor) {}

    private static long spent() {
        return Cpu.ofThisProcess() + Cpu.ofEndedPrograms();
    }

    private static List<Row> rows(Map<String, Times> times, Map<String, Long> crops) {
        List<Row> rows = new ArrayList<>();
        double clock = Double.POSITIVE_INFINITY;
        double processor = Double.POSITIVE_INFINITY;
        for (Map.Entry<String, Times> way : times.entrySet()) {
            double seconds = Rounds.median(way.getValue().clock());
            double spent = Rounds.median(way.getValue().processor());
            long made = crops.getOrDefault(way.getKey(), 0L);
            if (made == 0) {
                clock = Math.min(clock, seconds);
                processor = Math.min(processor, spent);
            }
            rows.add(new Row(way.getKey(), seconds, spent, clock / seconds, processor / spent, made));
        }
        return rows;
    }

    /** Has ffmpeg decode all files to nothing. */
    private static long decode(List<Path> files, int atATime, int threads) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(atATime);
        try {
            List<Future<byte[]>> running = new ArrayList<>();
            for (Path file : files) {
                List<String> arguments = List.of(
                        "-threads",
                        Integer.toString(threads),
                        "-i",
                        file.toString(),
                        "-map",
                        "0:V:0",
                        "-f",
                        "null",
                        "-");
                running.add(pool.submit(
                        () -> Ffmpeg.find().run(arguments, Ffmpeg.Input.NONE, InputStream::readAllBytes, TIMEOUT)));
            }
            for (Future<byte[]> each : running) {
                each.get();
            }
            return 0;
        } catch (ExecutionException e) {
            throw new BadInputException("ffmpeg cannot decode a video: " + e.getMessage(), e);
        } finally {
            pool.shutdownNow();
        }
    }

    private record Given(List<Recording> recordings) implements VideoSet {
        @Override
        public String source() {
            return "given for a measurement";
        }
    }

    private long prepare(List<Path> files, FaceDetector detector) throws InterruptedException {
        List<Recording> recordings = new ArrayList<>();
        for (Path file : files) {
            String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
            recordings.add(
                    new Recording("bench", "real", Compression.RAW, name, List.of(name), Label.REAL, null, file, null));
        }
        Preparation settings = new Preparation(
                "bench",
                new Given(recordings),
                new Even(32),
                detector,
                LARGEST,
                new FaceCrop(0.15, true, CROP_SIDE, Alignment.NONE, Border.REPLICATE, false),
                false,
                PictureFormat.JPEG,
                QUALITY,
                scratch.resolve("crops-" + outputs++),
                Skipping.ALLOWED,
                new Local());
        return new Preparer(settings, jobs, PrepareListener.SILENT).run(1, 1).crops();
    }
}
