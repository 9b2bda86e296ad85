package io.unmask.experiments.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.unmask.config.BadInputException;
import io.unmask.data.BuildListener;
import io.unmask.data.Clip;
import io.unmask.data.cache.CompressedClips;
import io.unmask.data.cache.Packing;
import io.unmask.experiments.run.TrainingInput;
import io.unmask.random.Seeds;
import io.unmask.train.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures how fast the training pictures of a trial are made: every stage on one core, whole batches with all workers
 * from the sources and from a packed cache, and whether a training waits for them.
 */
public final class InputBench {
    private final int pictures;
    private final double seconds;
    private final Path scratch;
    private final Consumer<String> progress;

    /**
     * A measurement.
     *
     * @param pictures pictures of a round
     * @param seconds that each measurement takes at least, training included
     * @param scratch a folder for a cache and for checkpoints
     * @param progress hears what is being measured
     */
    public InputBench(int pictures, double seconds, Path scratch, Consumer<String> progress) {
        this.pictures = pictures;
        this.seconds = seconds;
        this.scratch = scratch;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @param what how the input is called
     * @param sources what is loaded
     * @param trained what a training is fed with; null for no training
     * @param files the files of the standard input; null for an experiment's own
     */
    public InputFigures measure(
            String what, TrainingInput sources, @Nullable TrainingInput trained, @Nullable StandardInput files)
            throws IOException, InterruptedException {
        if (sources.config().data().clip() != null) {
            throw new BadInputException(
                    "data.clip: what is measured is the making of single pictures; leave it out, and"
                            + " take a detector of pictures");
        }
        TrainingInput input = sources.with(some(sources.clips()));
        Torch.start(input.config().resolvedThreads());
        Torch.recordNothing();
        Device device = Torch.device(input.config().device());
        int count = Math.min(pictures, input.loader().samples().size());
        try (NDManager manager = NDManager.newBaseManager(device)) {
            progress.accept("every stage on one core");
            List<InputFigures.Stage> stages = stages(input, count, manager);
            InputFigures.Jpeg jpeg = files == null
                    ? null
                    : BareJpeg.measure(files.pictures(), input.settings().sidePixels(), seconds);
            progress.accept("batches from the sources");
            InputFigures.Rate fromSources = new Throughput(input, manager).measure("from the sources", seconds);
            TrainingInput packed = packed(input);
            InputFigures.Stage cacheRead = new StageTimes(packed, "read from the cache", count)
                    .measure(seconds / 4)
                    .get(0);
            progress.accept("batches from the cache");
            InputFigures.Rate fromCache = new Throughput(packed, manager).measure("from the cache", seconds);
            InputFigures.Waiting waiting = trained == null ? null : waiting(trained, device);
            return new InputFigures(
                    what,
                    count,
                    input.settings().sidePixels(),
                    input.settings().batchSize(),
                    input.settings().workers(),
                    Runtime.getRuntime().availableProcessors(),
                    System.getProperty("java.version"),
                    stages,
                    cacheRead,
                    jpeg,
                    List.of(fromSources, fromCache),
                    waiting);
        }
    }

    private InputFigures.Waiting waiting(TrainingInput input, Device device) throws IOException, InterruptedException {
        progress.accept("a training");
        return new TrainingWait(input.with(some(input.clips())), device, scratch).measure(seconds);
    }

    private List<InputFigures.Stage> stages(TrainingInput input, int count, NDManager manager) {
        StageTimes times = new StageTimes(input, "read and decode", count);
        List<InputFigures.Stage> stages = new ArrayList<>(times.measure(seconds));
        stages.add(times.normalise(manager, seconds / 4));
        return stages;
    }

    private TrainingInput packed(TrainingInput input) throws InterruptedException {
        progress.accept("the packed cache");
        return input.with(CompressedClips.at(
                input.clips().get(0).compression(),
                input.clips(),
                Packing.ALL,
                scratch,
                input.settings().workers(),
                BuildListener.SILENT));
    }

    /** Clips spread over the whole set, with at least the pictures of a round if there are so many. */
    private List<Clip> some(List<Clip> clips) {
        List<Clip> some = new ArrayList<>();
        int frames = 0;
        for (int index : Seeds.of(1).stream("clips").permutation(clips.size())) {
            if (frames >= pictures) {
                break;
            }
            some.add(clips.get(index));
            frames += clips.get(index).frames().size();
        }
        return some;
    }
}
