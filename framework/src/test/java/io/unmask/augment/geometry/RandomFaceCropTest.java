package io.unmask.augment.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.data.Label;
import io.unmask.data.Landmarks;
import io.unmask.data.Sample;
import io.unmask.media.Image;
import io.unmask.media.TestImages;
import io.unmask.random.Seeds;
import org.junit.jupiter.api.Test;

class RandomFaceCropTest {
    private static final int SIDE = 100;

    private static Sample sample(Landmarks points) {
        return new Sample(TestImages.colour(SIDE, SIDE, 1), Image.blank(SIDE, SIDE, 1), points, Label.REAL);
    }

    @Test
    void fixedMargins_cutTheStatedWindow() {
        // Box 30..70 x 40..60; margins 4 left and right, 10 above, 4 below: columns 26..74, rows 30..64.
        var crop = new RandomFaceCrop(0.1, 0.5, 0.2, 1, 1);
        Landmarks points = new Landmarks(new float[] {30, 40, 70, 40, 50, 60});
        Sample cut = crop.apply(sample(points), Seeds.of(1).stream("crop"));
        assertEquals(SIDE, cut.image().width());
        assertEquals(SIDE, cut.image().height());
        Landmarks moved = cut.landmarks();
        assertNotNull(moved);
        // Edges go to edges: (30 + 0.5 - 26) / 49 of the width, (40 + 0.5 - 30) / 35 of the height.
        assertEquals(100 * 4.5 / 49 - 0.5, moved.x(0), 1e-4);
        assertEquals(100 * 10.5 / 35 - 0.5, moved.y(0), 1e-4);
    }

    @Test
    void margins_differByDraw_andEndAtThePicture() {
        var crop = new RandomFaceCrop(0.125, 0.5, 0.2, 0.2, 0.8);
        Landmarks points = new Landmarks(new float[] {1, 2, 98, 2, 50, 97});
        float previous = -1;
        int differing = 0;
        for (int i = 0; i < 10; i++) {
            Landmarks moved =
                    crop.apply(sample(points), Seeds.of(i).stream("crop")).landmarks();
            assertNotNull(moved);
            assertTrue(moved.x(0) >= 0 && moved.y(2) < SIDE);
            differing += moved.y(2) == previous ? 0 : 1;
            previous = moved.y(2);
        }
        assertTrue(differing >= 1);
    }

    @Test
    void aPictureWithoutLandmarks_isAnErrorWithACure() {
        var crop = new RandomFaceCrop(0.125, 0.5, 0.2, 0.2, 0.8);
        Sample blind = new Sample(TestImages.colour(SIDE, SIDE, 1), null, null, Label.REAL);
        String message = assertThrows(BadInputException.class, () -> crop.apply(blind, Seeds.of(1).stream("crop")))
                .getMessage();
        assertTrue(message.startsWith("random_face_crop: a picture has no landmarks"), message);
    }
}
