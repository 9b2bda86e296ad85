package io.unmask.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.config.CheckException;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import io.unmask.data.Frame;
import io.unmask.data.Label;
import io.unmask.data.Landmarks;
import io.unmask.data.Split;
import io.unmask.data.blend.HullType;
import io.unmask.data.blend.SelfBlend;
import io.unmask.data.blend.SourceChange;
import io.unmask.data.blend.SwappedFrame.ColourMatch;
import io.unmask.data.portraits.Portraits;
import io.unmask.media.Image;
import io.unmask.random.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapBlendTest {
    private static final SelfBlend STILL = new SelfBlend(
            List.of(HullType.CONVEX_HULL), 0, 0.25, SourceChange.standard(), 0, 0, 1, 50, 7, List.of(1.0));
    private static final Portraits PEOPLE = new Portraits(12, 2, 96, 0.5, 0.25, 1);

    @TempDir
    Path cache;

    private DataRequest request(long seed) {
        return new DataRequest(Split.TRAIN, Compression.LQ, Seeds.of(seed), cache);
    }

    private static SwapBlend swaps(DataSource source, ColourMatch colours) {
        return new SwapBlend(source, "swap_blend", colours, 3, 5000, STILL);
    }

    private static byte[] pixels(Clip clip) {
        return clip.frames().get(0).image().read().pixels();
    }

    @Test
    void everyReal_getsAFakeOfTwoPeople() {
        List<Clip> clips = swaps(PEOPLE, ColourMatch.REINHARD).clips(request(1));
        assertEquals(24, clips.size());
        for (int i = 0; i < clips.size(); i += 2) {
            Clip real = clips.get(i);
            Clip fake = clips.get(i + 1);
            assertEquals(Label.FAKE, fake.label());
            assertEquals("swap_blend", fake.method());
            assertEquals(real.video(), fake.video());
            assertEquals(real.identities(), fake.identities().subList(0, 1));
            assertEquals(2, Set.copyOf(fake.identities()).size());
        }
    }

    @Test
    void pixelsChangeInsideTheMaskAlone_andMostOfThemDo() {
        for (ColourMatch colours : ColourMatch.values()) {
            List<Clip> clips = swaps(PEOPLE, colours).clips(request(1));
            for (int i = 0; i < 8; i += 2) {
                byte[] real = pixels(clips.get(i));
                byte[] fake = pixels(clips.get(i + 1));
                Image mask = Objects.requireNonNull(
                                clips.get(i + 1).frames().get(0).mask())
                        .read();
                int changed = 0;
                int inside = 0;
                for (int p = 0; p < mask.pixels().length; p++) {
                    boolean differs = !Arrays.equals(real, 3 * p, 3 * p + 3, fake, 3 * p, 3 * p + 3);
                    int weight = mask.pixels()[p] & 0xff;
                    // A weight below half a level is written as 0 and can move no value by more than one.
                    assertTrue(!differs || weight > 0 || step(real, fake, p) <= 1);
                    inside += weight > 127 ? 1 : 0;
                    changed += weight > 127 && differs ? 1 : 0;
                }
                assertTrue(inside > 500 && changed > 0.95 * inside, changed + " of " + inside);
            }
        }
    }

    private static int step(byte[] real, byte[] fake, int pixel) {
        int most = 0;
        for (int c = 0; c < 3; c++) {
            most = Math.max(most, Math.abs((real[3 * pixel + c] & 0xff) - (fake[3 * pixel + c] & 0xff)));
        }
        return most;
    }

    @Test
    void colours_comeNearerToThoseOfTheReal_whereTheyAreTransferred() {
        List<Clip> kept = swaps(PEOPLE, ColourMatch.NONE).clips(request(1));
        List<Clip> taken = swaps(PEOPLE, ColourMatch.REINHARD).clips(request(1));
        double keptDistance = 0;
        double takenDistance = 0;
        for (int i = 0; i < 12; i += 2) {
            assertEquals(kept.get(i + 1).identities(), taken.get(i + 1).identities());
            keptDistance += meanDistance(pixels(kept.get(i)), pixels(kept.get(i + 1)));
            takenDistance += meanDistance(pixels(taken.get(i)), pixels(taken.get(i + 1)));
        }
        assertTrue(takenDistance < 0.5 * keptDistance, takenDistance + " against " + keptDistance);
    }

    /** How far the mean colours of two pictures lie apart. */
    private static double meanDistance(byte[] first, byte[] second) {
        double[] difference = new double[3];
        for (int i = 0; i < first.length; i++) {
            difference[i % 3] += (first[i] & 0xff) - (second[i] & 0xff);
        }
        return Math.abs(difference[0]) + Math.abs(difference[1]) + Math.abs(difference[2]);
    }

    @Test
    void fakes_dependOnTheSeedAlone() {
        List<Clip> once = swaps(PEOPLE, ColourMatch.REINHARD).clips(request(1));
        List<Clip> again = swaps(PEOPLE, ColourMatch.REINHARD).clips(request(1).at(Compression.RAW));
        List<Clip> other = swaps(PEOPLE, ColourMatch.REINHARD).clips(request(2));
        Set<String> differing = new HashSet<>();
        for (int i = 1; i < 12; i += 2) {
            assertArrayEquals(pixels(once.get(i)), pixels(again.get(i)));
            if (!once.get(i).identities().equals(other.get(i).identities())) {
                differing.add(once.get(i).video());
            }
        }
        assertFalse(differing.isEmpty());
    }

    /** Reals with given landmarks on grey noise, each of another person. */
    private record Faces(List<Landmarks> faces) implements DataSource {
        @Override
        public List<Clip> clips(DataRequest request) {
            List<Clip> clips = new ArrayList<>();
            for (int i = 0; i < faces.size(); i++) {
                int number = i;
                var pixels = new io.unmask.data.MadePixels("p" + i, "p" + i, () -> Pictures.noise(48, "p" + number));
                clips.add(new Clip(
                        "d",
                        "real",
                        Compression.RAW,
                        "v" + i,
                        List.of("person " + i),
                        Label.REAL,
                        List.of(new Frame(0, pixels, null, faces.get(i)))));
            }
            return clips;
        }
    }

    private static Landmarks box(float width, float height) {
        return new Landmarks(new float[] {4, 4, 4 + width, 4, 4 + width, 4 + height, 4, 4 + height});
    }

    @Test
    void theNearestFace_isTheOneOfTheSameShape_whateverItsSize() {
        Faces faces = new Faces(List.of(box(20, 30), box(30, 20), box(24, 36), box(40, 10)));
        SwapBlend nearest = new SwapBlend(faces, "swap_blend", ColourMatch.NONE, 1, 5000, STILL);
        for (int seed = 0; seed < 5; seed++) {
            assertEquals(
                    List.of("person 0", "person 2"),
                    nearest.clips(request(seed)).get(1).identities());
        }
    }

    @Test
    void nobodyElse_isAnErrorThatSaysWhatIsNeeded() {
        Faces alone = new Faces(List.of(box(20, 30), new Landmarks(new float[] {1, 1, 9, 1, 5, 9})));
        assertEquals(
                "swap_blend: nobody else for d/real/raw/v0 (person 0) among 2 real clips of this split; it needs another"
                        + " person whose faces have as many landmarks (4)",
                assertThrows(
                                BadInputException.class,
                                () -> swaps(alone, ColourMatch.NONE).clips(request(1)))
                        .getMessage());
    }

    @Test
    void aChangeOfTheFace_isRefused_sinceItWouldHaveNoEffect() {
        SourceChange other = new SourceChange(30, 0.3, 0.3, 0.1, 0.1, List.of(2, 4));
        SelfBlend changing = new SelfBlend(List.of(HullType.CONVEX_HULL), 0, 0.25, other, 0, 0, 1, 50, 7, List.of(1.0));
        assertEquals(
                "blend",
                assertThrows(
                                CheckException.class,
                                () -> new SwapBlend(PEOPLE, "swap_blend", ColourMatch.NONE, 3, 5000, changing))
                        .setting());
    }

    @Test
    void aUnion_givesEveryRealOnce_andEveryMethodAFakeOfIt() {
        SelfBlended self = new SelfBlended(
                PEOPLE, SelfBlended.Partner.AS_GIVEN, SelfBlended.When.BEFORE_COMPRESSION, SelfBlend.standard());
        SwapBlend pasted = new SwapBlend(PEOPLE, "swap_pasted", ColourMatch.NONE, 3, 5000, STILL);
        List<Clip> clips = new Union(List.of(self, swaps(PEOPLE, ColourMatch.REINHARD), pasted)).clips(request(1));
        for (String method : List.of("real", "self_blended", "swap_blend", "swap_pasted")) {
            assertEquals(
                    12,
                    clips.stream().filter(clip -> clip.method().equals(method)).count(),
                    method);
        }
        Union twice = new Union(List.of(self, self));
        assertEquals(
                "union: two clips are called portraits/self_blended/raw/person_00000_00; give the methods different names",
                assertThrows(BadInputException.class, () -> twice.clips(request(1)))
                        .getMessage());
    }

    @Test
    void aUnionOfRealsThatDiffer_isRefused() {
        SelfBlended changed = new SelfBlended(
                PEOPLE, SelfBlended.Partner.TRANSFORMED, SelfBlended.When.BEFORE_COMPRESSION, SelfBlend.standard());
        Union union = new Union(List.of(swaps(PEOPLE, ColourMatch.NONE), changed));
        String message = assertThrows(BadInputException.class, () -> union.clips(request(1)))
                .getMessage();
        assertTrue(message.endsWith("(for self_blended, partner: as_given)"), message);
    }
}
