package io.unmask.data.portraits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unmask.random.Seeds;
import org.junit.jupiter.api.Test;

class HeadSurfaceTest {
    @Test
    void everyLandmark_liesOnTheSurfaceWhereItsLineSays() {
        Seeds seeds = Seeds.of(5);
        for (int person = 0; person < 30; person++) {
            Identity identity = Identity.draw(seeds.stream("identity", person));
            FaceLines lines = new FaceLines(
                    identity.features(), Shot.draw(seeds.stream("shot", person)).expression());
            HeadSurface surface = new HeadSurface(identity, lines);
            float[] xy = lines.points();
            float[] point = new float[3];
            for (int i = 17; i < 68; i++) {
                surface.atFace(xy[2 * i], xy[2 * i + 1], point);
                assertEquals(xy[2 * i], point[0], 2e-3f, "x of point " + i + ", person " + person);
                assertEquals(xy[2 * i + 1], point[1], 2e-3f, "y of point " + i + ", person " + person);
            }
        }
    }
}
