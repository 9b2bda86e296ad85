package io.unmask.data.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.augment.Flip;
import io.unmask.augment.policy.RandAugment;
import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.data.FaceRegion;
import io.unmask.data.Feed;
import io.unmask.data.Frame;
import io.unmask.data.HostBatch;
import io.unmask.data.Label;
import io.unmask.data.Landmarks;
import io.unmask.data.Needs;
import io.unmask.data.SampleOrder;
import io.unmask.media.Image;
import io.unmask.media.TestImages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoaderTest extends LoaderTests {
    @Test
    void batches_areTheSameWithOneAndWithEightWorkers() {
        List<Transform> augmentations = List.of(new Flip(0.5), new RandAugment(2, 9, 31, 1), LoaderTests::noise);
        for (int epoch = 0; epoch < 2; epoch++) {
            List<HostBatch> one = drain(feed(23, 1, augmentations).epoch(epoch, 0));
            List<HostBatch> eight = drain(feed(23, 8, augmentations).epoch(epoch, 0));
            assertEquals(5, one.size());
            for (int b = 0; b < one.size(); b++) {
                assertArrayEquals(one.get(b).pixels(), eight.get(b).pixels());
                assertArrayEquals(one.get(b).labels(), eight.get(b).labels());
                assertEquals(videos(one.get(b)), videos(eight.get(b)));
            }
        }
    }

    @Test
    void epochsDiffer_andEachSeesEverySampleOnce() {
        Feed feed = feed(20, 2, List.of());
        List<String> first = videos(drain(feed.epoch(0, 0)));
        List<String> second = videos(drain(feed.epoch(1, 0)));
        assertFalse(first.equals(second));
        assertEquals(20, first.stream().distinct().count());
        assertEquals(first.stream().sorted().toList(), second.stream().sorted().toList());
    }

    @Test
    void resumedEpoch_goesOnWhereItWouldHaveBeen() {
        Feed feed = feed(23, 3, List.of(LoaderTests::noise));
        List<HostBatch> whole = drain(feed.epoch(4, 0));
        List<HostBatch> rest = drain(feed.epoch(4, 3));
        assertEquals(2, rest.size());
        assertArrayEquals(whole.get(3).pixels(), rest.get(0).pixels());
        assertArrayEquals(whole.get(4).pixels(), rest.get(1).pixels());
    }

    @Test
    void incompleteLastTrainingBatch_isDroppedUnlessItIsTheOnlyOneOrKept() {
        LoaderSettings settings = LoaderSettings.of(16, 4, 2);
        assertEquals(2, training(10, settings).batchesPerEpoch());
        assertEquals(2, drain(training(10, settings).epoch(0, 0)).size());
        assertEquals(1, training(3, settings).batchesPerEpoch());
        assertEquals(3, drain(training(3, settings).epoch(0, 0)).get(0).size());
        Feed kept = training(10, settings.with(LoaderSettings.LastBatch.KEEP));
        assertEquals(3, kept.batchesPerEpoch());
        assertEquals(2, drain(kept.epoch(0, 0)).get(2).size());
    }

    @Test
    void evaluation_seesEveryFrameInOrder() {
        Clip video = clip(
                "v",
                Label.FAKE,
                List.of(new Frame(5, picture(1)), new Frame(9, picture(2)), new Frame(11, picture(3))));
        List<Clip> clips = List.of(clip(0), video, clip(2));
        List<HostBatch> batches = drain(new Loader(clips, LoaderSettings.of(16, 2, 4)).evaluation());
        assertEquals(List.of("0", "v", "v", "v", "2"), videos(batches));
        assertEquals(List.of(2, 2, 1), batches.stream().map(HostBatch::size).toList());
        assertEquals(1, batches.get(1).samples().get(0).frame());
        assertArrayEquals(new int[] {1, 1}, batches.get(1).labels());
        assertArrayEquals(
                TestImages.colour(16, 16, 2).pixels(),
                Arrays.copyOf(batches.get(1).pixels(), 16 * 16 * 3));
    }

    @Test
    void balancedOrder_showsBothClassesAlike() {
        List<Clip> clips = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clips.add(clip("" + i, i < 4 ? Label.REAL : Label.FAKE, List.of(new Frame(0, picture(i)))));
        }
        Loader loader = new Loader(clips, LoaderSettings.of(16, 4, 2));
        Feed feed = loader.training(List.of(LoaderTests::noise), SampleOrder.balanced(loader.labels(), SEEDS), SEEDS);
        List<HostBatch> epoch = drain(feed.epoch(0, 0));
        int fakes =
                epoch.stream().mapToInt(b -> Arrays.stream(b.labels()).sum()).sum();
        assertEquals(10, fakes);
        // A real that is seen more than once must not be augmented the same way each time.
        List<String> seen = new ArrayList<>();
        for (HostBatch batch : epoch) {
            for (int i = 0; i < batch.size(); i++) {
                seen.add(Arrays.hashCode(Arrays.copyOfRange(batch.pixels(), i * 768, (i + 1) * 768)) + "");
            }
        }
        assertEquals(20, seen.stream().distinct().count());
    }

    @Test
    void masks_areBlackForRealsAndBinaryForFakes() {
        Image soft = TestImages.mask(16, 16, 4, 4, 8, 8);
        soft.pixels()[0] = 100;
        soft.pixels()[1] = (byte) 200;
        Frame fake = new Frame(0, picture(1), fixed(soft), null);
        List<Clip> clips = List.of(clip(0), clip("f", Label.FAKE, List.of(fake)));
        HostBatch batch = drain(
                        new Loader(clips, LoaderSettings.of(16, 2, 1).with(new Needs(true, null, false))).evaluation())
                .get(0);
        byte[] masks = batch.masks();
        assertTrue(masks != null && masks.length == 512);
        assertEquals(0, masks[100]);
        assertEquals(0, masks[256]);
        assertEquals((byte) 255, masks[257]);
        assertEquals((byte) 255, masks[256 + 5 * 16 + 5]);
        assertNull(drain(new Loader(clips, LoaderSettings.of(16, 2, 1)).evaluation())
                .get(0)
                .masks());
        List<Clip> without = List.of(clip("f", Label.FAKE, List.of(new Frame(0, picture(1)))));
        assertThrows(
                BadInputException.class,
                () -> drain(new Loader(without, LoaderSettings.of(16, 2, 1).with(new Needs(true, null, false)))
                        .evaluation()));
    }

    @Test
    void secondPictures_andRegions_comeAlong() {
        float[] points = new float[136];
        Arrays.fill(points, 8);
        points[2 * 48] = 7;
        points[2 * 67] = 9;
        Frame frame = new Frame(0, picture(1), null, picture(2), new Landmarks(points));
        Needs needs = new Needs(false, FaceRegion.MOUTH, true);
        List<Clip> clips = List.of(clip("r", Label.REAL, List.of(frame)));
        HostBatch batch = drain(new Loader(clips, LoaderSettings.of(16, 1, 1).with(needs)).evaluation())
                .get(0);
        assertArrayEquals(picture(2).read().pixels(), batch.second());
        byte[] regions = batch.regions();
        assertTrue(regions != null);
        // The box of the points, 7 to 9 by 8, widened by 5 pixels.
        assertEquals(0, regions[8 * 16 + 1]);
        assertEquals((byte) 255, regions[8 * 16 + 2]);
        assertEquals((byte) 255, regions[13 * 16 + 14]);
        assertEquals(0, regions[14 * 16 + 14]);
        List<Clip> bare = List.of(clip("r", Label.REAL, List.of(new Frame(0, picture(1)))));
        for (Needs missing : List.of(new Needs(false, null, true), new Needs(false, FaceRegion.EYES, false))) {
            assertThrows(
                    BadInputException.class,
                    () -> drain(new Loader(bare, LoaderSettings.of(16, 1, 1).with(missing)).evaluation()));
        }
    }

    @Test
    void wholePicture_isCutSquareAndBroughtToTheSide() {
        Image wide = Image.blank(40, 20, 3);
        for (int y = 0; y < 20; y++) {
            for (int x = 10; x < 30; x++) {
                wide.pixels()[(y * 40 + x) * 3] = (byte) 200;
            }
        }
        Clip clip = clip("w", Label.REAL, List.of(new Frame(0, fixed(wide))));
        HostBatch batch = drain(new Loader(List.of(clip), LoaderSettings.of(10, 1, 1)).evaluation())
                .get(0);
        for (int i = 0; i < 100; i++) {
            assertEquals(200, batch.pixels()[3 * i] & 0xff);
        }
    }
}
