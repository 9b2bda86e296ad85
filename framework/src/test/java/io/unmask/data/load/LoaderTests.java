package io.unmask.data.load;

import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.Feed;
import io.unmask.data.Frame;
import io.unmask.data.HostBatch;
import io.unmask.data.Label;
import io.unmask.data.Pixels;
import io.unmask.data.Sample;
import io.unmask.media.Image;
import io.unmask.media.TestImages;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;

/** Small pictures and the loaders that read them. */
abstract class LoaderTests {
    static final Seeds SEEDS = Seeds.of(3);

    @TempDir
    Path folder;

    static Feed feed(int samples, int workers, List<? extends Transform> augmentations) {
        return new Loader(clips(samples), LoaderSettings.of(16, 4, workers)).training(augmentations, SEEDS);
    }

    static Feed training(int samples, LoaderSettings settings) {
        return new Loader(clips(samples), settings).training(List.of(), SEEDS);
    }

    static Sample noise(Sample sample, RandomStream random) {
        byte[] pixels = sample.image().pixels().clone();
        pixels[0] = (byte) random.nextLong();
        pixels[1] = (byte) random.nextLong();
        pixels[2] = (byte) random.nextLong();
        return sample.withImage(new Image(16, 16, 3, pixels));
    }

    static List<Clip> clips(int count) {
        List<Clip> clips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clips.add(clip(i));
        }
        return clips;
    }

    static List<Clip> withOneBroken() {
        List<Clip> clips = clips(6);
        Pixels broken = new Pixels() {
            @Override
            public Image read() {
                throw new BadInputException("broken.jpg: the JPEG is cut off");
            }

            @Override
            public String describe() {
                return "broken.jpg";
            }
        };
        clips.set(2, clip("2", Label.REAL, List.of(new Frame(0, broken))));
        return clips;
    }

    static List<Clip> counting(int count, AtomicInteger read, CountDownLatch gate) {
        List<Clip> clips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Pixels pixels = new Pixels() {
                @Override
                public Image read() {
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    read.incrementAndGet();
                    return Image.blank(16, 16, 3);
                }

                @Override
                public String describe() {
                    return "counted";
                }
            };
            clips.add(clip("" + i, Label.REAL, List.of(new Frame(0, pixels))));
        }
        return clips;
    }

    static Clip clip(int seed) {
        return clip("" + seed, seed % 2 == 0 ? Label.REAL : Label.FAKE, List.of(new Frame(0, picture(seed))));
    }

    static Clip clip(String video, Label label, List<Frame> frames) {
        return new Clip("test", "made", Compression.RAW, video, List.of(video), label, frames);
    }

    static Pixels picture(int seed) {
        return fixed(TestImages.colour(16, 16, seed));
    }

    static Pixels fixed(Image image) {
        return new Pixels() {
            @Override
            public Image read() {
                return image;
            }

            @Override
            public String describe() {
                return "fixed";
            }
        };
    }

    static List<HostBatch> drain(Feed.Batches batches) {
        List<HostBatch> all = new ArrayList<>();
        try (batches) {
            batches.forEachRemaining(all::add);
        }
        return all;
    }

    static List<String> videos(List<HostBatch> batches) {
        return batches.stream().flatMap(b -> videos(b).stream()).toList();
    }

    static List<String> videos(HostBatch batch) {
        return batch.samples().stream().map(s -> s.clip().video()).toList();
    }
}
