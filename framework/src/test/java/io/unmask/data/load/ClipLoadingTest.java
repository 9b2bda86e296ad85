package io.unmask.data.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.CheckException;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.Feed;
import io.unmask.data.Frame;
import io.unmask.data.HostBatch;
import io.unmask.data.Label;
import io.unmask.data.Needs;
import io.unmask.data.Pixels;
import io.unmask.data.Sample;
import io.unmask.media.Image;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Clips of videos whose frame i is a picture of the value i. */
class ClipLoadingTest {
    private static final int SIDE = 4;
    private static final int PICTURE = SIDE * SIDE * 3;
    private static final Seeds SEEDS = Seeds.of(3);

    private static Clip video(String name, Label label, int frames) {
        return new Clip(
                "made",
                "m",
                Compression.RAW,
                name,
                List.of(name),
                label,
                IntStream.range(0, frames)
                        .mapToObj(i -> new Frame(10 * i, plain(i)))
                        .toList());
    }

    private static Pixels plain(int value) {
        return new Pixels() {
            @Override
            public Image read() {
                byte[] pixels = new byte[PICTURE];
                Arrays.fill(pixels, (byte) value);
                return new Image(SIDE, SIDE, 3, pixels);
            }

            @Override
            public String describe() {
                return "frame " + value;
            }
        };
    }

    private static LoaderSettings settings(ClipSettings clip, int workers) {
        return LoaderSettings.of(SIDE, 2, workers)
                .with(LoaderSettings.LastBatch.KEEP)
                .with(clip);
    }

    private static List<HostBatch> drain(Feed.Batches batches) {
        List<HostBatch> all = new ArrayList<>();
        try (batches) {
            batches.forEachRemaining(all::add);
        }
        return all;
    }

    /** The frames that a sample holds, by the value of their first pixel. */
    private static int[] frames(HostBatch batch, int sample) {
        int each = batch.clipFrames();
        return IntStream.range(0, each)
                .map(i -> batch.pixels()[(sample * each + i) * PICTURE])
                .toArray();
    }

    @Test
    void evaluation_scoresClipsAtEvenDistancesAndLoopsShortVideos() {
        List<Clip> videos = List.of(video("long", Label.FAKE, 20), video("short", Label.REAL, 3));
        Loader loader = new Loader(videos, settings(new ClipSettings(4, 2, 2, 3), 2));
        List<HostBatch> batches = drain(loader.evaluation());
        // Seven frames from first to last, so the last clip begins at 13.
        assertArrayEquals(new int[] {0, 2, 4, 6}, frames(batches.get(0), 0));
        assertArrayEquals(new int[] {6, 8, 10, 12}, frames(batches.get(0), 1));
        assertArrayEquals(new int[] {13, 15, 17, 19}, frames(batches.get(1), 0));
        assertArrayEquals(new int[] {0, 2, 1, 0}, frames(batches.get(1), 1));
        assertEquals(2, batches.size());
        assertEquals(4, loader.samples().size());
        assertEquals(8, batches.get(0).pictures());
        assertArrayEquals(new int[] {1, 0}, batches.get(1).labels());
        assertEquals(13, batches.get(1).samples().get(0).frame());
        assertEquals(4, new ClipSettings(4, 2, 2, 3).scored(videos));
    }

    @Test
    void training_drawsOneClipOfEachVideoAnEpoch() {
        List<Clip> videos = List.of(video("a", Label.FAKE, 20), video("b", Label.REAL, 20), video("c", Label.REAL, 9));
        Loader loader = new Loader(videos, settings(new ClipSettings(4, 1, 3, 5), 1));
        assertArrayEquals(new int[] {1, 0, 0}, loader.labels());
        Set<Integer> steps = new HashSet<>();
        Set<Integer> starts = new HashSet<>();
        Feed feed = loader.training(List.of(), SEEDS);
        for (int epoch = 0; epoch < 20; epoch++) {
            List<HostBatch> batches = drain(feed.epoch(epoch, 0));
            assertEquals(3, batches.stream().mapToInt(HostBatch::size).sum());
            for (HostBatch batch : batches) {
                for (int i = 0; i < batch.size(); i++) {
                    int[] frames = frames(batch, i);
                    int step = frames[1] - frames[0];
                    assertArrayEquals(new int[] {step, step}, new int[] {frames[2] - frames[1], frames[3] - frames[2]});
                    // Nine frames are too few for four at a step of 3.
                    assertTrue(
                            step < 3 || !batch.samples().get(i).clip().video().equals("c"));
                    steps.add(step);
                    starts.add(frames[0]);
                }
            }
        }
        assertEquals(Set.of(1, 2, 3), steps);
        assertTrue(starts.size() > 8, starts::toString);
    }

    @Test
    void oneDraw_changesAllFramesOfAClipAndNoOtherAlike() {
        List<Clip> videos = List.of(video("a", Label.FAKE, 6), video("b", Label.REAL, 6));
        Transform lighter = (sample, random) -> lighter(sample, random);
        HostBatch plain = first(videos, List.of(), 1);
        HostBatch changed = first(videos, List.of(lighter), 1);
        int[] added = new int[2];
        for (int i = 0; i < 2; i++) {
            int[] before = frames(plain, i);
            int[] after = frames(changed, i);
            added[i] = after[0] - before[0];
            for (int f = 0; f < before.length; f++) {
                assertEquals(added[i], after[f] - before[f]);
            }
        }
        assertTrue(added[0] != added[1], () -> added[0] + " and " + added[1]);
        assertArrayEquals(changed.pixels(), first(videos, List.of(lighter), 4).pixels());
    }

    private static HostBatch first(List<Clip> videos, List<Transform> augmentations, int workers) {
        Loader loader = new Loader(videos, settings(new ClipSettings(4, 1, 1, 1), workers));
        return drain(loader.training(augmentations, SEEDS).epoch(0, 0)).get(0);
    }

    private static Sample lighter(Sample sample, RandomStream random) {
        byte[] pixels = sample.image().pixels().clone();
        int more = random.integer(1, 100);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] += (byte) more;
        }
        return sample.withImage(new Image(SIDE, SIDE, 3, pixels));
    }

    @Test
    void singleClip_isTheMiddleOne() {
        assertArrayEquals(new int[] {8}, new ClipSettings(4, 1, 1, 1).starts(20));
        assertArrayEquals(new int[] {0}, new ClipSettings(16, 1, 4, 5).starts(10));
    }

    @Test
    void impossibleSettings_areRefused() {
        assertThrows(CheckException.class, () -> new ClipSettings(1, 1, 1, 1));
        assertThrows(CheckException.class, () -> new ClipSettings(4, 2, 1, 1));
        LoaderSettings clips = settings(new ClipSettings(4, 1, 1, 1), 1);
        assertThrows(CheckException.class, () -> clips.with(new Needs(true, null, false)));
    }
}
