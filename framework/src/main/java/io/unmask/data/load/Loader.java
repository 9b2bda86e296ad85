package io.unmask.data.load;

import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.data.Feed;
import io.unmask.data.HostBatch.SampleRef;
import io.unmask.data.Sample;
import io.unmask.data.SampleOrder;
import io.unmask.data.Skipped;
import io.unmask.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Makes batches from clips; a sample is one frame of one clip, or several where the settings say so. Pictures are read, cut to the largest centred
 * square, brought to the side, augmented, and brought to the side again if an augmentation changed it.
 * Pixels stay 0..255: the device normalises them.
 */
public final class Loader {
    /** Name of the rule under which unreadable pictures are listed. */
    public static final String UNREADABLE = "unreadable";

    /** What evaluation sees. */
    private final List<SampleRef> samples;
    /** What an epoch of training sees: the same, but each video once where samples are clips. */
    private final List<SampleRef> trained;

    private final LoaderSettings settings;
    private final Map<Integer, Skipped> skipped = new ConcurrentSkipListMap<>();

    /**
     * A loader of every frame of the clips, or of as many clips of each as the settings say, in their order.
     *
     * @throws BadInputException if there is no frame at all
     */
    public Loader(List<Clip> clips, LoaderSettings settings) {
        List<SampleRef> frames = new ArrayList<>();
        List<SampleRef> videos = new ArrayList<>();
        for (Clip clip : clips) {
            for (int frame : starts(clip, settings)) {
                frames.add(new SampleRef(clip, frame));
            }
            if (!clip.frames().isEmpty()) {
                videos.add(new SampleRef(clip, 0));
            }
        }
        if (frames.isEmpty()) {
            throw new BadInputException("no pictures: " + clips.size() + " clips with no frame to read");
        }
        this.samples = List.copyOf(frames);
        this.trained = settings.clip() == null ? samples : List.copyOf(videos);
        this.settings = settings;
    }

    private static int[] starts(Clip clip, LoaderSettings settings) {
        int frames = clip.frames().size();
        return settings.clip() == null || frames == 0
                ? IntStream.range(0, frames).toArray()
                : settings.clip().starts(frames);
    }

    /** The samples, in the order of {@link #evaluation}. */
    public List<SampleRef> samples() {
        return samples;
    }

    /** The class of each sample of training: 0 real, 1 fake; what {@link SampleOrder#balanced} asks for. */
    public int[] labels() {
        return trained.stream().mapToInt(s -> s.clip().label().index()).toArray();
    }

    /** The samples of training, in the order of {@link #labels}: those of {@link #samples}, or one a video for clips. */
    public List<SampleRef> trained() {
        return trained;
    }

    /** Training batches, every sample once an epoch in a new order. */
    public Feed training(List<? extends Transform> augmentations, Seeds seeds) {
        return training(augmentations, SampleOrder.shuffled(trained.size(), seeds), seeds);
    }

    /**
     * Training batches.
     *
     * @param augmentations applied in this order
     * @param order which samples an epoch sees; the same number in every epoch
     * @param seeds streams of the augmentations: one for each place in each epoch
     */
    public Feed training(List<? extends Transform> augmentations, SampleOrder order, Seeds seeds) {
        int seen = order.of(0).length;
        boolean drop = settings.lastBatch() == LoaderSettings.LastBatch.DROP && seen >= settings.batchSize();
        int batches = drop ? seen / settings.batchSize() : wholeAndPart(seen);
        SampleMaker maker = maker(augmentations, order, seeds);
        return new Feed() {
            @Override
            public int batchesPerEpoch() {
                return batches;
            }

            @Override
            public Batches epoch(int epoch, int firstBatch) {
                return new BatchStream(maker, settings, order.of(epoch), epoch, firstBatch, batches, false);
            }
        };
    }

    /**
     * The samples of the first batch of the first epoch, each as it is loaded and after every augmentation, at the side
     * of the batch; of a clip its first frame. Unreadable ones are left out if the settings allow it.
     */
    public List<List<Sample>> firstBatch(List<? extends Transform> augmentations, SampleOrder order, Seeds seeds) {
        SampleMaker maker = maker(augmentations, order, seeds);
        int[] first = order.of(0);
        List<List<Sample>> made = new ArrayList<>();
        for (int place = 0; place < Math.min(first.length, settings.batchSize()); place++) {
            List<Sample> steps = new ArrayList<>();
            if (!maker.make(first[place], 0, place, step -> steps.add(maker.fitted(step)))
                    .isEmpty()) {
                made.add(steps.subList(1, steps.size() - 1));
            }
        }
        return made;
    }

    /**
     * Makes the first samples of an epoch on the calling thread, one after another, for whoever wants to time it.
     *
     * @param count how many
     * @param steps hears of each sample as it is read, at the side of the batch, after every augmentation, and as it
     *     goes into the batch; of one that cannot be read and may be left out nothing; of a clip its first frame
     */
    public void trace(
            List<? extends Transform> augmentations,
            SampleOrder order,
            Seeds seeds,
            int epoch,
            int count,
            Consumer<Sample> steps) {
        SampleMaker maker = maker(augmentations, order, seeds);
        int[] places = order.of(epoch);
        for (int place = 0; place < Math.min(count, places.length); place++) {
            maker.make(places[place], epoch, place, steps);
        }
    }

    /** Every sample once, in order, not augmented; the last batch may be smaller. */
    public Feed.Batches evaluation() {
        int[] inOrder = IntStream.range(0, samples.size()).toArray();
        SampleMaker maker =
                new SampleMaker(samples, settings, List.of(), epoch -> inOrder, Seeds.of(0), skipped, false);
        return new BatchStream(maker, settings, inOrder, 0, 0, wholeAndPart(samples.size()), true);
    }

    /** What could not be read so far, in the order of the samples; empty unless the rule is SKIP. */
    public List<Skipped> skipped() {
        return List.copyOf(skipped.values());
    }

    private SampleMaker maker(List<? extends Transform> augmentations, SampleOrder order, Seeds seeds) {
        return new SampleMaker(trained, settings, augmentations, order, seeds, skipped, true);
    }

    private int wholeAndPart(int count) {
        return (count + settings.batchSize() - 1) / settings.batchSize();
    }
}
