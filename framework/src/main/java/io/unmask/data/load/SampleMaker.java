package io.unmask.data.load;

import io.unmask.config.BadInputException;
import io.unmask.data.FaceRegion;
import io.unmask.data.Frame;
import io.unmask.data.HostBatch.SampleRef;
import io.unmask.data.Label;
import io.unmask.data.Landmarks;
import io.unmask.data.Needs;
import io.unmask.data.Pixels;
import io.unmask.data.Sample;
import io.unmask.data.SampleOrder;
import io.unmask.data.Skipped;
import io.unmask.data.VariedPixels;
import io.unmask.media.Colours;
import io.unmask.media.Image;
import io.unmask.media.Interpolation;
import io.unmask.media.Resampling;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes one sample, a frame or the frames of a clip: read, fit, augment, fit. Safe for any thread. */
final class SampleMaker {
    private final List<SampleRef> samples;
    private final LoaderSettings settings;
    private final List<? extends Transform> augmentations;
    private final SampleOrder order;
    private final Seeds seeds;
    private final Map<Integer, Skipped> skipped;
    private final boolean draws;
    private final Resize resize;

    /**
     * A maker of the given samples.
     *
     * @param draws whether the frames of a clip, and what varies at its source, are drawn anew each epoch, as in training
     */
    SampleMaker(
            List<SampleRef> samples,
            LoaderSettings settings,
            List<? extends Transform> augmentations,
            SampleOrder order,
            Seeds seeds,
            Map<Integer, Skipped> skipped,
            boolean draws) {
        this.samples = samples;
        this.order = order;
        this.settings = settings;
        this.augmentations = List.copyOf(augmentations);
        this.seeds = seeds;
        this.skipped = skipped;
        this.draws = draws;
        this.resize = new Resize(settings.sidePixels(), settings.interpolation());
    }

    SampleRef ref(int index) {
        return samples.get(index);
    }

    /**
     * The frames of the sample, one unless samples are clips; none if it cannot be read and may be left out.
     *
     * @param index which sample
     * @param epoch which epoch
     * @param place its place in the epoch; a sample that is seen twice is augmented in two ways
     */
    List<Sample> make(int index, int epoch, int place) {
        return make(index, epoch, place, step -> {});
    }

    /**
     * The same, with somebody who hears of the first frame after every step: as it is read, at the side of the batch, after
     * every augmentation, and as it goes into the batch.
     */
    List<Sample> make(int index, int epoch, int place, Consumer<Sample> steps) {
        List<Sample> made = new ArrayList<>();
        Consumer<Sample> hears = steps;
        for (int frame : frames(index, epoch, place)) {
            Sample sample = read(index, frame, epoch, place);
            if (sample == null) {
                return List.of();
            }
            made.add(changed(sample, index, epoch, place, hears));
            hears = step -> {};
        }
        return made;
    }

    private Sample changed(Sample sample, int index, int epoch, int place, Consumer<Sample> steps) {
        steps.accept(sample);
        Sample made = resize.fit(sample);
        steps.accept(made);
        if (!augmentations.isEmpty()) {
            SampleOrder.Part part = order.part(place);
            // All frames of a clip start from the same stream: equal draws change them alike.
            RandomStream random = stream("augment", epoch, index, place);
            for (Transform augmentation : augmentations) {
                made = augmentation.makesFakes() && part != SampleOrder.Part.ALONE
                        ? augmentation.pair(made, part == SampleOrder.Part.FAKE, Seeds.of(random.nextLong()).stream())
                        : augmentation.apply(made, random);
                steps.accept(made);
            }
        }
        made = resize.fit(made);
        steps.accept(made);
        return made;
    }

    /** The stream of a place; both places of a pair share one. */
    private RandomStream stream(String what, int epoch, int index, int place) {
        return order.part(place) == SampleOrder.Part.ALONE
                ? seeds.stream(what, epoch, index, place)
                : seeds.stream(what, epoch, "pair", place / 2);
    }

    /** Positions of the sample's frames in its clip. */
    private int[] frames(int index, int epoch, int place) {
        SampleRef ref = ref(index);
        ClipSettings clip = settings.clip();
        if (clip == null) {
            return new int[] {ref.frame()};
        }
        int available = ref.clip().frames().size();
        return draws ? clip.drawn(available, stream("clip", epoch, index, place)) : clip.at(ref.frame(), available);
    }

    /** A sample between two augmentations at the side of the batch. */
    Sample fitted(Sample sample) {
        return resize.fit(sample);
    }

    private @Nullable Sample read(int index, int position, int epoch, int place) {
        Frame frame = ref(index).clip().frames().get(position);
        try {
            Image image = read(frame.image(), seeds.stream("source", epoch, index, place, position));
            Sample sample = sample(frame, image, ref(index).clip().label());
            Integer side = settings.needs().second() ? settings.needs().secondSide() : null;
            return side == null
                    ? sample
                    : sample.withCompanion(
                            companion(frame, side, seeds.stream("second", epoch, index, place, position)));
        } catch (BadInputException e) {
            if (settings.unreadable() == LoaderSettings.Unreadable.ERROR) {
                throw e;
            }
            skipped.put(index, new Skipped(frame.image().describe(), Loader.UNREADABLE));
            return null;
        }
    }

    /** What training reads may differ each time. */
    private Image read(Pixels pixels, RandomStream random) {
        return draws && pixels instanceof VariedPixels varied ? varied.read(random) : pixels.read();
    }

    private Sample sample(Frame frame, Image read, Label label) {
        Image image = coloured(read);
        Needs needs = settings.needs();
        if (needs.region() != null) {
            requirePoints(frame, needs.region());
        }
        Image mask = needs.masks() ? mask(frame, label, image) : null;
        boolean aligned = needs.second() && needs.secondSide() == null;
        return new Sample(image, mask, aligned ? second(frame, image) : null, frame.landmarks(), label);
    }

    private static void requirePoints(Frame frame, FaceRegion region) {
        Landmarks points = frame.landmarks();
        if (points == null || !FaceRegion.isKnownIn(points)) {
            throw new BadInputException(frame.image().describe() + ": has "
                    + (points == null ? "no landmarks" : points.size() + " landmarks")
                    + ", but the detector learns from the region \""
                    + region.name().toLowerCase(Locale.ROOT)
                    + "\" of 68; use a data set that has them, or supervision by masks");
        }
    }

    private static Image second(Frame frame, Image image) {
        Image second = coloured(required(frame).read());
        if (second.width() != image.width() || second.height() != image.height()) {
            throw new BadInputException(required(frame).describe() + ": " + second.width() + "x" + second.height()
                    + " for a picture of " + image.width() + "x" + image.height()
                    + "; a second picture that shows something else is read by the stream companion");
        }
        return second;
    }

    private Image companion(Frame frame, int side, RandomStream random) {
        return Resampling.resize(coloured(read(required(frame), random)), side, side, Interpolation.AUTO);
    }

    private static Image coloured(Image read) {
        return read.channels() == 1 ? Colours.greyToRgb(read) : read;
    }

    private static Pixels required(Frame frame) {
        Pixels pixels = frame.second();
        if (pixels == null) {
            throw new BadInputException(frame.image().describe()
                    + ": has no second picture, but a stream of the detector reads one; name it in the column \"second\""
                    + " of a list, or take the source paired");
        }
        return pixels;
    }

    private static Image mask(Frame frame, Label label, Image image) {
        Pixels pixels = frame.mask();
        if (pixels == null) {
            if (label == Label.FAKE) {
                throw new BadInputException(frame.image().describe()
                        + ": this fake has no mask, and the detector learns from masks; use a data set that has them");
            }
            return Image.blank(image.width(), image.height(), 1);
        }
        Image mask = pixels.read();
        if (mask.width() != image.width() || mask.height() != image.height() || mask.channels() != 1) {
            throw new BadInputException(pixels.describe() + ": a mask of " + mask.width() + "x" + mask.height() + "x"
                    + mask.channels() + " for a picture of " + image.width() + "x" + image.height());
        }
        return mask;
    }
}
