package io.unmask.data.blend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.data.Landmarks;
import io.unmask.data.Pixels;
import io.unmask.data.source.Pictures;
import io.unmask.media.Affine;
import io.unmask.media.Image;
import io.unmask.media.Plane;
import io.unmask.random.Seeds;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfBlendTest {
    private static final int SIDE = 96;
    private static final Image PICTURE = Pictures.noise(SIDE, "picture");
    private static final Landmarks SQUARE = new Landmarks(new float[] {30, 30, 66, 30, 66, 66, 30, 66});
    private static final SelfBlend BLEND = SelfBlend.standard();
    private static final Seeds SEEDS = Seeds.of(3).child("frame");

    private static BlendedFrame frame(Seeds seeds, boolean targetChanged) {
        return new BlendedFrame(BLEND, new Held(PICTURE), SQUARE, seeds, targetChanged);
    }

    private record Held(Image image) implements Pixels {
        @Override
        public Image read() {
            return image;
        }

        @Override
        public String describe() {
            return "held";
        }
    }

    @Test
    void anEmptyMask_givesTheTargetByteForByte() {
        var mask = new SelfBlend.Mask(Affine.translation(5, 5), Plane.blank(SIDE, SIDE));
        Image changed = BLEND.changed(PICTURE, SEEDS);
        assertArrayEquals(
                PICTURE.pixels(), SelfBlend.blend(changed, PICTURE, mask).pixels());
    }

    @Test
    void equalPixels_stayEqualUnderAnyWeight() {
        float[] weights = new float[SIDE * SIDE];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i / (float) weights.length;
        }
        var mask = new SelfBlend.Mask(Affine.IDENTITY, new Plane(SIDE, SIDE, weights));
        assertArrayEquals(
                PICTURE.pixels(), SelfBlend.blend(PICTURE, PICTURE, mask).pixels());
    }

    @Test
    void weights_mixAndTruncate() {
        Image target = new Image(2, 1, 3, new byte[] {10, 10, 10, 100, 100, 100});
        Image source = new Image(2, 1, 3, new byte[] {20, 20, 20, 1, 1, 1});
        var mask = new SelfBlend.Mask(Affine.IDENTITY, new Plane(2, 1, new float[] {0.25f, 0.5f}));
        // 10 + 0.25 * 10 = 12.5; 100 - 0.5 * 99 = 50.5
        assertArrayEquals(
                new byte[] {12, 12, 12, 50, 50, 50},
                SelfBlend.blend(source, target, mask).pixels());
    }

    @Test
    void outsideTheMask_aFakeIsItsReal_insideItIsNot() {
        for (boolean targetChanged : new boolean[] {false, true}) {
            for (int i = 0; i < 10; i++) {
                BlendedFrame frame = frame(SEEDS.child(i), targetChanged);
                byte[] real = frame.real().read().pixels();
                byte[] fake = frame.fake().read().pixels();
                float[] weights =
                        BLEND.mask(SQUARE, SIDE, SIDE, SEEDS.child(i)).weights().values();
                int changed = 0;
                for (int p = 0; p < real.length; p++) {
                    if (weights[p / 3] == 0) {
                        assertEquals(real[p], fake[p]);
                    } else {
                        changed += real[p] == fake[p] ? 0 : 1;
                    }
                }
                assertTrue(changed > 500, changed + " values changed");
            }
        }
    }

    @Test
    void theGivenReal_isUntouched_unlessTheSurroundingsAreChanged() {
        assertArrayEquals(PICTURE.pixels(), frame(SEEDS, false).real().read().pixels());
        assertFalse(
                Arrays.equals(PICTURE.pixels(), frame(SEEDS, true).real().read().pixels()));
    }

    @Test
    void theSameStreams_giveTheSameFake_othersAnother() {
        byte[] once = frame(SEEDS, false).fake().read().pixels();
        assertArrayEquals(once, frame(SEEDS, false).fake().read().pixels());
        assertFalse(
                Arrays.equals(once, frame(SEEDS.child(1), false).fake().read().pixels()));
    }

    @Test
    void theMask_liesOnTheFace_andReachesItsRatio() {
        for (int i = 0; i < 20; i++) {
            Plane mask = BLEND.mask(SQUARE, SIDE, SIDE, SEEDS.child(i)).weights();
            float max = mask.max();
            assertTrue(BLEND.ratios().stream().anyMatch(r -> Math.abs(r - max) < 0.01), "maximum " + max);
            assertEquals(0, mask.at(0, 0));
            assertEquals(0, mask.at(SIDE - 1, SIDE - 1));
            assertTrue(mask.at(SIDE / 2, SIDE / 2) > 0.9 * max, "centre " + mask.at(SIDE / 2, SIDE / 2));
        }
    }

    @Test
    void landmarksOutsideThePicture_areAnError() {
        Landmarks outside = new Landmarks(new float[] {300, 300, 340, 300, 320, 340});
        var frame = new BlendedFrame(BLEND, new Held(PICTURE), outside, SEEDS, false);
        assertEquals(
                "held: the landmarks leave nothing to blend: their hull lies outside the picture of 96x96 pixels or is too"
                        + " thin",
                assertThrows(BadInputException.class, () -> frame.fake().read()).getMessage());
    }

    @Test
    void theHull_isFilledToItsEdges() {
        Plane hull = HullType.CONVEX_HULL.mask(SQUARE, SIDE, SIDE);
        int inside = 0;
        for (float value : hull.values()) {
            inside += value == 1 ? 1 : 0;
        }
        assertEquals(37 * 37, inside);
        assertEquals(1, hull.at(30, 30));
        assertEquals(0, hull.at(29, 30));
    }

    @Test
    void pointsWithoutNames_giveTheirHullWhateverThePartsAskedFor() {
        Plane hull = HullType.CONVEX_HULL.mask(SQUARE, SIDE, SIDE);
        for (HullType type : List.of(HullType.COMPONENTS, HullType.EXTENDED, HullType.DFL_FULL)) {
            assertArrayEquals(hull.values(), type.mask(SQUARE, SIDE, SIDE).values());
        }
    }

    /** A face of 68 points: jaw on a half circle, brows, nose, eyes and mouth roughly where they are. */
    private static Landmarks face() {
        float[] xy = new float[136];
        for (int i = 0; i < 68; i++) {
            double[] p = i <= 16
                    ? new double[] {48 - 30 * Math.cos(Math.PI * i / 16), 45 + 40 * Math.sin(Math.PI * i / 16)}
                    : i <= 26
                            ? new double[] {22 + 52.0 * (i - 17) / 9, 34}
                            : i <= 35
                                    ? new double[] {i <= 30 ? 48 : 43 + 2.5 * (i - 31), i <= 30 ? 42 + 4 * (i - 27) : 57
                                    }
                                    : i <= 47
                                            ? new double[] {(i < 42 ? 30 : 56) + 2 * ((i - 36) % 6), 43}
                                            : new double[] {38 + 20.0 * (i - 48) / 19, 70};
            xy[2 * i] = (float) p[0];
            xy[2 * i + 1] = (float) p[1];
        }
        return new Landmarks(xy);
    }

    @Test
    void parts_lieInsideTheHull_andTheLiftedBrowsReachHigher() {
        float[] whole = HullType.CONVEX_HULL.mask(face(), SIDE, SIDE).values();
        for (HullType type : List.of(HullType.COMPONENTS, HullType.DFL_FULL)) {
            float[] part = type.mask(face(), SIDE, SIDE).values();
            double area = 0;
            for (int i = 0; i < part.length; i++) {
                assertTrue(part[i] <= whole[i]);
                area += part[i];
            }
            assertTrue(area > 500, type + " covers " + area);
        }
        assertEquals(0, HullType.COMPONENTS.mask(face(), SIDE, SIDE).at(48, 31));
        assertEquals(1, HullType.EXTENDED.mask(face(), SIDE, SIDE).at(48, 31));
    }

    @Test
    void faceHull_hasASoftEdge_theOthersHaveNot() {
        Landmarks slanted = new Landmarks(new float[] {20, 20, 70, 33, 40, 70});
        assertTrue(soft(HullType.FACEHULL.mask(slanted, SIDE, SIDE)) > 0);
        assertEquals(0, soft(HullType.CONVEX_HULL.mask(slanted, SIDE, SIDE)));
    }

    private static int soft(Plane mask) {
        int soft = 0;
        for (float value : mask.values()) {
            soft += value > 0 && value < 1 ? 1 : 0;
        }
        return soft;
    }

    @Test
    void of81Points_theForeheadIsLeftOutAsOftenAsAsked() {
        float[] xy = Arrays.copyOf(face().xy(), 162);
        for (int i = 68; i < 81; i++) {
            xy[2 * i] = 30 + 3 * (i - 68);
            xy[2 * i + 1] = 8;
        }
        int low = 0;
        for (int i = 0; i < 200; i++) {
            Plane mask =
                    BLEND.mask(new Landmarks(xy), SIDE, SIDE, SEEDS.child(i)).weights();
            low += mask.at(48, 20) == 0 ? 1 : 0;
        }
        assertTrue(low > 25 && low < 75, low + " of 200 without forehead, expected about 50");
    }
}
