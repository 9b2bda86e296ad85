package io.unmask.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Claims on operations whose numbers the fixtures of {@code conform} hold. */
class TorchvisionOperationsTest {
    private static final byte[] NINE = {1, 2, 3, 4, 5, 6, 7, 8, 9};

    @Test
    void windowsOutside_followTheirBorder() {
        Image row = new Image(3, 1, 1, new byte[] {1, 2, 3});
        Box wide = new Box(-4, 0, 11, 1);
        assertArrayEquals(
                new byte[] {9, 9, 9, 9, 1, 2, 3, 9, 9, 9, 9},
                Crops.window(row, wide, Border.BLACK, (byte) 9).pixels());
        assertArrayEquals(
                new byte[] {1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3},
                Crops.window(row, wide, Border.REPLICATE).pixels());
        assertArrayEquals(
                new byte[] {1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3},
                Crops.window(row, wide, Border.REFLECT).pixels());
        assertArrayEquals(
                new byte[] {3, 3, 2, 1, 1, 2, 3, 3, 2, 1, 1},
                Crops.window(row, wide, Border.SYMMETRIC).pixels());
    }

    @Test
    void centredWindows_roundHalvesToEven() {
        assertEquals(new Box(2, 2, 1, 2), Crops.centred(6, 7, 1, 2)); // 2.5 and 2.5
        assertEquals(new Box(4, -1, 1, 5), Crops.centred(8, 3, 1, 5)); // 3.5
        assertEquals(-1, Crops.centred(2, 2, 5, 2).left()); // the odd pixel at the right
    }

    @Test
    void quarterTurn_isCounterClockwise() {
        assertArrayEquals(
                new byte[] {3, 6, 9, 2, 5, 8, 1, 4, 7},
                Crops.quarterTurn(new Image(3, 3, 1, NINE)).pixels());
        Turn turn = Turn.of(3, 3, 90, null, true, Arithmetic.PIL);
        Raster turned = Warps.warp(
                Raster.of(new Image(3, 3, 1, NINE)), turn.source(), 3, 3, Interpolation.NEAREST, null, Arithmetic.PIL);
        assertArrayEquals(
                new byte[] {3, 6, 9, 2, 5, 8, 1, 4, 7}, turned.toImage().pixels());
    }

    @Test
    void anExpandedTurn_holdsThePictureInWholePixels() {
        Turn turn = Turn.of(40, 20, 90, null, true, Arithmetic.PIL);
        assertEquals(20, turn.width());
        assertEquals(40, turn.height());
        Turn slanted = Turn.of(48, 40, 40, null, true, Arithmetic.TENSOR);
        assertEquals(64, slanted.width());
        assertEquals(62, slanted.height());
    }

    @Test
    void projectiveMaps_takeCornersToCornersAndBack() {
        double[] from = {0, 0, 47, 0, 47, 39, 0, 39};
        double[] to = {3, 4, 42, 2, 45, 35, 2, 38};
        Projective there = Projective.between(from, to);
        Projective back = Projective.between(to, from);
        for (int i = 0; i < 8; i += 2) {
            assertEquals(to[i], there.x(from[i], from[i + 1]), 1e-9);
            assertEquals(to[i + 1], there.y(from[i], from[i + 1]), 1e-9);
        }
        double x = there.x(11, 23);
        double y = there.y(11, 23);
        assertEquals(11, back.x(x, y), 1e-9);
        assertEquals(23, back.y(x, y), 1e-9);
        double[] line = {0, 0, 1, 1, 2, 2, 0, 5};
        assertThrows(IllegalArgumentException.class, () -> Projective.between(line, to));
    }

    @Test
    void affineInverses_leadBack() {
        Affine map = Affine.sheared(5, 6, 33, 1.3, 12, -7).then(Affine.translation(4, -2));
        double x = map.x(9, 2);
        double y = map.y(9, 2);
        assertEquals(9, map.inverse().x(x, y), 1e-9);
        assertEquals(2, map.inverse().y(x, y), 1e-9);
        assertEquals(5 + 4, map.x(5, 6), 1e-9);
    }

    @Test
    void scalingToTheSameSize_isNothing_toHalf_averages() {
        Image image = TestImages.colour(9, 7, 3);
        for (Interpolation how : List.of(Interpolation.NEAREST, Interpolation.LINEAR, Interpolation.CUBIC)) {
            assertArrayEquals(image.pixels(), Scaling.resize(image, 9, 7, how).pixels(), how.toString());
        }
        Image stripes = new Image(8, 1, 1, new byte[] {0, 100, 0, 100, 0, 100, 0, 100});
        byte[] half = Scaling.resize(stripes, 4, 1, Interpolation.LINEAR).pixels();
        assertEquals(50, half[1]);
        assertEquals(50, half[2]);
    }

    @Test
    void equalize_ofTwoLevels_spreadsThem() {
        Image two = new Image(2, 2, 1, new byte[] {100, 100, 100, 101});
        // Fewer than 256 pixels below the highest level: the step is 0 and nothing changes.
        assertArrayEquals(
                two.pixels(), ToneCurves.equalize(Raster.of(two)).toImage().pixels());
        Image many = Image.blank(32, 32, 1);
        for (int i = 0; i < 1024; i++) {
            many.pixels()[i] = (byte) (i < 512 ? 100 : 101);
        }
        Image spread = ToneCurves.equalize(Raster.of(many)).toImage();
        assertEquals(0, spread.at(0, 0, 0));
        assertEquals(255, spread.at(31, 31, 0));
    }

    @Test
    void luma_goesThereAndBack() {
        Raster picture = Raster.of(TestImages.colour(12, 12, 4));
        Raster back = YCbCr.toRgb(YCbCr.of(picture));
        for (int i = 0; i < picture.values().length; i++) {
            assertEquals(picture.values()[i], back.values()[i], 0.35);
        }
        assertTrue(TestImages.psnr(picture.toImage(), back.toImage()) > 50);
    }
}
