package io.unmask.data.face;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.CheckException;
import io.unmask.data.Landmarks;
import io.unmask.media.Border;
import io.unmask.media.Box;
import io.unmask.media.Image;
import io.unmask.media.TestImages;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaceCropTest {
    private static final Image PICTURE = TestImages.colour(120, 90, 3);

    private static FaceCrop crop(double margin, boolean square, Integer side, Border border, boolean inside) {
        return new FaceCrop(margin, square, side, Alignment.NONE, border, inside);
    }

    private static Face face(double left, double top, double width, double height) {
        return new Face(left, top, width, height, 1, null);
    }

    private static Cut cut(FaceCrop crop, Face face) {
        return crop.cut(face, PICTURE.width(), PICTURE.height()).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        // left, top, width, height, margin, square -> left, top, width, height
        "20, 30, 40, 40, 0, true, 20, 30, 40, 40",
        "20, 30, 40, 40, 0.25, true, 10, 20, 60, 60",
        "20, 30, 30, 40, 0.25, true, 5, 20, 60, 60",
        "20, 30, 30, 40, 0.25, false, 13, 20, 45, 60", // 35 - 22.5 = 12.5, up
        "20.5, 30.5, 40, 40, 0, true, 21, 31, 40, 40", // half a pixel up
        "20.4, 30.4, 40, 40, 0, true, 20, 30, 40, 40",
        "20, 30, 41, 41, 0.15, true, 14, 24, 53, 53", // 41 · 1.3 = 53.3; 40.5 - 26.5 = 14
        "-10, -20, 40, 40, 0, true, -10, -20, 40, 40",
        "-10.5, 0, 40, 40, 0, true, -10, 0, 40, 40"
    })
    void windowsAreWholePixelsByTheStatedRule(
            double left,
            double top,
            double width,
            double height,
            double margin,
            boolean square,
            int x,
            int y,
            int columns,
            int rows) {
        Cut cut = cut(crop(margin, square, null, Border.REPLICATE, false), face(left, top, width, height));
        assertEquals(new Box(x, y, columns, rows), cut.window());
        Image part = cut.of(PICTURE);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int fromX = Math.max(0, Math.min(119, x + column));
                int fromY = Math.max(0, Math.min(89, y + row));
                assertEquals(PICTURE.at(fromX, fromY, 1), part.at(column, row, 1), column + "," + row);
            }
        }
        Landmarks points = cut.of(new Landmarks(new float[] {x, y, x + 3.25f, y + 7.5f}));
        assertArrayEquals(new float[] {0, 0, 3.25f, 7.5f}, points.xy());
    }

    @Test
    void insideMovesAWindowAsFarAsItFits() {
        FaceCrop crop = crop(0.5, true, null, Border.BLACK, true);
        assertEquals(new Box(0, 0, 60, 60), cut(crop, face(0, -5, 30, 30)).window());
        assertEquals(new Box(60, 30, 60, 60), cut(crop, face(100, 80, 30, 30)).window());
        // Taller than the picture: centred, and black above and below.
        Cut tall = cut(crop, face(50, 20, 50, 50));
        assertEquals(new Box(20, -5, 100, 100), tall.window());
        assertEquals(0, tall.of(PICTURE).at(50, 0, 0));
        assertEquals(PICTURE.at(70, 0, 0), tall.of(PICTURE).at(50, 5, 0));
    }

    @Test
    void bordersShowWhatTheirNamesSay() {
        Face corner = face(-4, 0, 10, 10);
        assertEquals(
                0,
                cut(crop(0, true, null, Border.BLACK, false), corner)
                        .of(PICTURE)
                        .at(1, 0, 0));
        Image reflected =
                cut(crop(0, true, null, Border.REFLECT, false), corner).of(PICTURE);
        assertEquals(PICTURE.at(3, 2, 0), reflected.at(1, 2, 0));
        Image symmetric =
                cut(crop(0, true, null, Border.SYMMETRIC, false), corner).of(PICTURE);
        assertEquals(PICTURE.at(2, 2, 0), symmetric.at(1, 2, 0));
    }

    @Test
    void halvedCrop_isTheMeanOfFourPixelsAndPointsFollowEdgeToEdge() {
        Cut cut = cut(crop(0, true, 20, Border.REPLICATE, false), face(30, 10, 40, 40));
        Image part = cut.of(PICTURE);
        assertEquals(20, part.width());
        int sum = PICTURE.at(36, 14, 0) + PICTURE.at(37, 14, 0) + PICTURE.at(36, 15, 0) + PICTURE.at(37, 15, 0);
        assertEquals(sum / 4.0, part.at(3, 2, 0), 0.51);
        // The edge between columns 35 and 36 of the picture is the edge between 2 and 3 of the crop.
        assertArrayEquals(
                new float[] {2.5f, 1.5f},
                cut.of(new Landmarks(new float[] {35.5f, 13.5f})).xy(),
                1e-6f);
    }

    @Test
    void masksKeepTheirValues() {
        Image mask = TestImages.mask(120, 90, 30, 20, 25, 30);
        Cut cut = cut(crop(0.1, true, 33, Border.REPLICATE, false), face(25, 15, 40, 40));
        byte[] values = cut.ofMask(mask).pixels();
        boolean white = false;
        for (byte value : values) {
            assertTrue(value == 0 || value == (byte) 255);
            white |= value != 0;
        }
        assertTrue(white);
    }

    @Test
    void alignedFace_liesOnTheTemplate() {
        // The template itself, turned by 30 degrees, three times as large and moved.
        float[] template = {
            38.2946f, 51.6963f, 73.5318f, 51.5014f, 56.0252f, 71.7366f, 41.5493f, 92.3655f, 70.7299f, 92.2041f
        };
        double cos = 3 * Math.cos(Math.toRadians(30));
        double sin = 3 * Math.sin(Math.toRadians(30));
        float[] turned = new float[10];
        for (int i = 0; i < 10; i += 2) {
            turned[i] = (float) (cos * template[i] - sin * template[i + 1] + 200);
            turned[i + 1] = (float) (sin * template[i] + cos * template[i + 1] - 17);
        }
        Face face = new Face(0, 0, 10, 10, 1, new Landmarks(turned));
        FaceCrop plain = new FaceCrop(0, true, 112, Alignment.REQUIRED, Border.BLACK, false);
        Cut cut = plain.cut(face, 640, 480).orElseThrow();
        assertTrue(cut.isAligned());
        assertArrayEquals(template, cut.of(new Landmarks(turned)).xy(), 1e-3f);
        // DeepfakeBench's scale of 1.3 is a margin of 0.15: template + 16.8 of 145.6, edges to edges.
        FaceCrop roomy = new FaceCrop(0.15, true, 256, Alignment.REQUIRED, Border.BLACK, false);
        Landmarks points = roomy.cut(face, 640, 480).orElseThrow().of(new Landmarks(turned));
        assertEquals((38.2946 + 0.5 + 16.8) / 145.6 * 256 - 0.5, points.x(0), 1e-3);
        assertEquals((92.2041 + 0.5 + 16.8) / 145.6 * 256 - 0.5, points.y(4), 1e-3);
    }

    @Test
    void alignedCrop_takesPixelsFromWhereItsPointsAre() {
        Image dotted = Image.blank(300, 200, 3);
        float[] xy = {90, 80, 150, 78, 121, 110, 95, 140, 148, 139};
        for (int i = 0; i < 10; i += 2) {
            for (int d = 0; d < 25; d++) {
                int at = ((int) xy[i + 1] - 2 + d / 5) * 300 + (int) xy[i] - 2 + d % 5;
                dotted.pixels()[3 * at] = (byte) 255;
            }
        }
        FaceCrop crop = new FaceCrop(0.2, true, 100, Alignment.WHERE_KNOWN, Border.BLACK, false);
        Face face = new Face(60, 50, 120, 120, 1, new Landmarks(xy));
        Cut cut = crop.cut(face, 300, 200).orElseThrow();
        Image part = cut.of(dotted);
        Landmarks points = Objects.requireNonNull(cut.of(new Landmarks(xy)));
        for (int i = 0; i < 5; i++) {
            assertTrue(part.at(Math.round(points.x(i)), Math.round(points.y(i)), 0) > 150, "point " + i);
        }
    }

    @Test
    void alignmentWithoutPoints_isAWindowOrNothing() {
        FaceCrop known = new FaceCrop(0, true, 40, Alignment.WHERE_KNOWN, Border.BLACK, false);
        assertFalse(cut(known, face(20, 20, 40, 40)).isAligned());
        FaceCrop required = new FaceCrop(0, true, 40, Alignment.REQUIRED, Border.BLACK, false);
        assertTrue(required.cut(face(20, 20, 40, 40), 120, 90).isEmpty());
        assertThrows(CheckException.class, () -> new FaceCrop(0, true, null, Alignment.REQUIRED, Border.BLACK, false));
    }

    @Test
    void notSquare_keepsTheShapeOfTheBox() {
        Cut cut = cut(crop(0, false, 30, Border.REPLICATE, false), face(10, 10, 60, 40));
        assertEquals(30, cut.width());
        assertEquals(20, cut.height());
        assertNull(new Face(0, 0, 1, 1, 1, null).landmarks());
    }
}
