package io.unmask.data.blend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.Landmarks;
import io.unmask.data.Split;
import io.unmask.data.portraits.Portraits;
import io.unmask.media.Affine;
import io.unmask.media.Plane;
import io.unmask.random.Seeds;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hulls from 5, 68, 76 and 81 points of the same face. */
class HullTypeTest {
    private static final int SIDE = 128;

    private static Landmarks face() {
        var request = new DataRequest(Split.TRAIN, Compression.RAW, Seeds.of(1), Path.of("unused"));
        return Objects.requireNonNull(new Portraits(3, 1, SIDE, 0.4, 0.3, 1)
                .clips(request)
                .get(0)
                .frames()
                .get(0)
                .landmarks());
    }

    private static Landmarks withForehead(int count) {
        float[] xy = Arrays.copyOf(face().xy(), 2 * count);
        for (int i = 68; i < count; i++) {
            xy[2 * i] = face().x(17) + (face().x(26) - face().x(17)) * (i - 68) / (count - 69);
            xy[2 * i + 1] = 12;
        }
        return new Landmarks(xy);
    }

    private static double area(Plane mask) {
        double area = 0;
        for (float value : mask.values()) {
            area += value;
        }
        return area;
    }

    /** Shared area over united area. */
    private static double overlap(Plane first, Plane second) {
        double shared = 0;
        double united = 0;
        for (int i = 0; i < first.values().length; i++) {
            shared += Math.min(first.values()[i], second.values()[i]);
            united += Math.max(first.values()[i], second.values()[i]);
        }
        return shared / united;
    }

    @ParameterizedTest
    @EnumSource(HullType.class)
    void fivePoints_coverNearlyWhatTheWholeFaceCovers(HullType type) {
        double overlap = overlap(type.mask(face(), SIDE, SIDE), type.mask(FivePoints.fiveOf(face()), SIDE, SIDE));
        assertTrue(overlap > 0.8, type + ": " + overlap);
    }

    @ParameterizedTest
    @EnumSource(HullType.class)
    void fivePoints_turnAndGrowWithTheFace(HullType type) {
        Affine turn = Affine.about(64, 64, 30, 0.7, 0.7);
        Landmarks five = FivePoints.fiveOf(face()).moved(turn);
        double overlap = overlap(type.mask(face().moved(turn), SIDE, SIDE), type.mask(five, SIDE, SIDE));
        assertTrue(overlap > 0.8, type + ": " + overlap);
    }

    @Test
    void foreheads_belongToHulls_notToParts() {
        for (int count : new int[] {76, 81}) {
            Landmarks more = withForehead(count);
            for (HullType part : List.of(HullType.DFL_FULL, HullType.COMPONENTS, HullType.EXTENDED)) {
                assertArrayEquals(
                        part.mask(face(), SIDE, SIDE).values(),
                        part.mask(more, SIDE, SIDE).values());
            }
            double more2 = area(HullType.CONVEX_HULL.mask(more, SIDE, SIDE));
            assertTrue(more2 > 1.2 * area(HullType.CONVEX_HULL.mask(face(), SIDE, SIDE)), count + ": " + more2);
        }
    }

    @Test
    void fivePointsInOnePlace_coverNoFace() {
        Landmarks nowhere = new Landmarks(new float[] {9, 9, 9, 9, 9, 9, 9, 9, 9, 9});
        assertTrue(area(HullType.COMPONENTS.mask(nowhere, SIDE, SIDE)) <= 1);
    }

    @Test
    void aDilatedHull_isWiderByUpToItsShare_andNoDilationDrawsNothing() {
        SelfBlend plain = blend(0);
        SelfBlend wide = blend(0.3);
        double before = 0;
        double after = 0;
        for (int i = 0; i < 5; i++) {
            Seeds seeds = Seeds.of(i);
            SelfBlend.Mask narrow = plain.mask(face(), SIDE, SIDE, seeds);
            SelfBlend.Mask grown = wide.mask(face(), SIDE, SIDE, seeds);
            assertEquals(narrow.move(), grown.move());
            before += area(narrow.weights());
            after += area(grown.weights());
        }
        assertTrue(after > 1.2 * before, after + " against " + before);
    }

    private static SelfBlend blend(double dilation) {
        return new SelfBlend(
                List.of(HullType.DFL_FULL),
                dilation,
                0.25,
                SourceChange.standard(),
                0.03,
                0.015,
                0.95,
                50,
                7,
                List.of(1.0));
    }

    @Test
    void aSimilarity_findsTheTurnScaleAndShiftThatWereMade() {
        Affine made = new Affine(0.6, -0.8, 12, 0.8, 0.6, -3);
        Landmarks moved = face().moved(made);
        Affine found = Affine.similarity(face().xy(), moved.xy());
        assertEquals(made.a(), found.a(), 1e-5);
        assertEquals(made.b(), found.b(), 1e-5);
        assertEquals(made.c(), found.c(), 1e-3);
        assertEquals(made.d(), found.d(), 1e-5);
        assertEquals(made.e(), found.e(), 1e-5);
        assertEquals(made.f(), found.f(), 1e-3);
    }
}
