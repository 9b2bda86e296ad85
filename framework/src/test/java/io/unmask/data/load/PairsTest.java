package io.unmask.data.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.augment.Flip;
import io.unmask.augment.GaussianNoise;
import io.unmask.augment.SelfBlending;
import io.unmask.augment.colour.BrightnessContrast;
import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.Feed;
import io.unmask.data.HostBatch;
import io.unmask.data.PairOrder;
import io.unmask.data.Split;
import io.unmask.data.blend.SelfBlend;
import io.unmask.data.portraits.Portraits;
import io.unmask.data.source.SelfBlended;
import io.unmask.data.source.SelfBlended.Partner;
import io.unmask.random.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairsTest {
    private static final Portraits PEOPLE = new Portraits(9, 1, 64, 0.7, 0.15, 1);
    private static final DataRequest REQUEST =
            new DataRequest(Split.TRAIN, Compression.RAW, Seeds.of(1), Path.of("unused"));
    private static final Seeds SEEDS = Seeds.of(4);
    private static final int AREA = 64 * 64 * 3;

    private static List<Clip> blended() {
        return new SelfBlended(PEOPLE, Partner.AS_GIVEN, SelfBlended.When.BEFORE_COMPRESSION, SelfBlend.standard())
                .clips(REQUEST);
    }

    private static List<HostBatch> epoch(
            List<Clip> clips, List<? extends Transform> augmentations, boolean made, int epoch, int workers) {
        Loader loader = new Loader(clips, LoaderSettings.of(64, 4, workers));
        List<HostBatch> batches = new ArrayList<>();
        PairOrder order = new PairOrder(loader.trained(), made, SEEDS);
        try (Feed.Batches feed = loader.training(augmentations, order, SEEDS).epoch(epoch, 0)) {
            feed.forEachRemaining(batches::add);
        }
        return batches;
    }

    private static byte[] picture(HostBatch batch, int position) {
        return Arrays.copyOfRange(batch.pixels(), position * AREA, (position + 1) * AREA);
    }

    /** Pixels in which two pictures of a batch differ. */
    private static int differing(HostBatch batch, int first, int second) {
        byte[] one = picture(batch, first);
        byte[] other = picture(batch, second);
        int count = 0;
        for (int i = 0; i < one.length; i++) {
            count += one[i] == other[i] ? 0 : 1;
        }
        return count;
    }

    @Test
    void everyReal_standsBesideAFakeOfTheSameFrame_bothChangedAlike() {
        var augmentations = List.of(new Flip(0.5), new GaussianNoise(3, 3, 1), new BrightnessContrast(0.3, 0.3, 1));
        for (HostBatch batch : epoch(blended(), augmentations, false, 0, 2)) {
            for (int i = 0; i < batch.size(); i += 2) {
                assertEquals(0, batch.labels()[i]);
                assertEquals(1, batch.labels()[i + 1]);
                assertEquals(
                        batch.samples().get(i).clip().video(),
                        batch.samples().get(i + 1).clip().video());
                // Alike outside the blend: with noise of their own nearly all pixels would differ.
                int differing = differing(batch, i, i + 1);
                assertTrue(differing > 100 && differing < 0.7 * AREA, differing + " of " + AREA);
            }
        }
    }

    @Test
    void realsAlone_becomePairsThroughAnAugmentation_anewInEveryEpoch() {
        List<Clip> reals = PEOPLE.clips(REQUEST);
        var augmentations = List.of(new Flip(0.5), new SelfBlending(0.5, Partner.TRANSFORMED, SelfBlend.standard()));
        List<HostBatch> first = epoch(reals, augmentations, true, 0, 1);
        List<HostBatch> same = epoch(reals, augmentations, true, 0, 3);
        List<HostBatch> next = epoch(reals, augmentations, true, 1, 1);
        assertEquals(3, first.size());
        for (int b = 0; b < first.size(); b++) {
            assertArrayEquals(new int[] {0, 1, 0, 1}, first.get(b).labels());
            assertArrayEquals(first.get(b).pixels(), same.get(b).pixels());
            for (int i = 0; i < 4; i += 2) {
                int differing = differing(first.get(b), i, i + 1);
                assertTrue(differing > 100 && differing < 0.8 * AREA, differing + " of " + AREA);
            }
        }
        assertFalse(Arrays.equals(first.get(0).pixels(), next.get(0).pixels()));
    }

    @Test
    void inHalfOfThePairs_theRealIsChanged_inTheOthersTheFake() {
        List<Clip> reals = PEOPLE.clips(REQUEST);
        var transformed = List.of(new SelfBlending(0.5, Partner.TRANSFORMED, SelfBlend.standard()));
        int changed = 0;
        int all = 0;
        for (int epoch = 0; epoch < 6; epoch++) {
            for (HostBatch batch : epoch(reals, transformed, true, epoch, 1)) {
                for (int i = 0; i < batch.size(); i += 2) {
                    byte[] given = batch.samples()
                            .get(i)
                            .clip()
                            .frames()
                            .get(0)
                            .image()
                            .read()
                            .pixels();
                    changed += Arrays.equals(given, picture(batch, i)) ? 0 : 1;
                    all++;
                }
            }
        }
        assertTrue(changed > 0.25 * all && changed < 0.75 * all, changed + " of " + all);
    }

    @Test
    void noPairs_andTwoKindsOfFakes_areRefused() {
        Loader reals = new Loader(PEOPLE.clips(REQUEST), LoaderSettings.of(64, 4, 1));
        String none = assertThrows(BadInputException.class, () -> new PairOrder(reals.trained(), false, SEEDS))
                .getMessage();
        assertTrue(none.startsWith("train.balance: pairs: no fake of the training set is of the same"), none);
        Loader both = new Loader(blended(), LoaderSettings.of(64, 4, 1));
        String twice = assertThrows(BadInputException.class, () -> new PairOrder(both.trained(), true, SEEDS))
                .getMessage();
        assertTrue(twice.contains("the training set holds fakes, and an augmentation makes"), twice);
    }
}
