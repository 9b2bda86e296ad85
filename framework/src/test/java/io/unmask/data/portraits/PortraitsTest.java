package io.unmask.data.portraits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.CheckException;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.Label;
import io.unmask.data.Landmarks;
import io.unmask.data.Split;
import io.unmask.media.Image;
import io.unmask.random.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PortraitsTest {
    private static final Portraits SOURCE = new Portraits(30, 3, 160, 0.7, 0.15, 1);

    private static List<Clip> clips(Portraits source, Split split) {
        return source.clips(new DataRequest(split, Compression.RAW, Seeds.of(0), Path.of("unused")));
    }

    /** The training pictures, drawn once for all tests that only look at them. */
    private static List<Image> trainingPictures() {
        return Training.PICTURES;
    }

    private static final class Training {
        static final List<Image> PICTURES =
                clips(SOURCE, Split.TRAIN).stream().map(PortraitsTest::picture).toList();
    }

    private static Image picture(Clip clip) {
        return clip.frames().get(0).image().read();
    }

    private static Landmarks landmarks(Clip clip) {
        return Objects.requireNonNull(clip.frames().get(0).landmarks());
    }

    @Test
    void picture_isTheSame_onAnyThreadAndAtAnyTime() throws Exception {
        List<Clip> clips = clips(SOURCE, Split.VAL).subList(0, 3);
        List<byte[]> here = clips.stream().map(clip -> picture(clip).pixels()).toList();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<byte[]>> there = new ArrayList<>();
            for (int round = 0; round < 2; round++) {
                for (Clip clip : clips(new Portraits(30, 3, 160, 0.7, 0.15, 1), Split.VAL)
                        .subList(0, 3)) {
                    there.add(threads.submit(() -> picture(clip).pixels()));
                }
            }
            for (int i = 0; i < there.size(); i++) {
                assertArrayEquals(here.get(i % 3), there.get(i).get(), "photo " + i);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void otherSeed_otherPersonAndOtherPhoto_giveOtherPictures() {
        List<Clip> clips = clips(SOURCE, Split.TRAIN);
        byte[] first = picture(clips.get(0)).pixels();
        assertFalse(Arrays.equals(first, picture(clips.get(1)).pixels()), "other photo");
        assertFalse(Arrays.equals(first, picture(clips.get(3)).pixels()), "other person");
        Portraits other = new Portraits(30, 3, 160, 0.7, 0.15, 2);
        assertFalse(
                Arrays.equals(first, picture(clips(other, Split.TRAIN).get(0)).pixels()), "other seed");
    }

    @Test
    void splits_shareNobody_andHaveTheSharesAskedFor() {
        Set<String> seen = new HashSet<>();
        int[] people = new int[3];
        Set<String> videos = new HashSet<>();
        for (Split split : Split.values()) {
            Set<String> here = new HashSet<>();
            for (Clip clip : clips(SOURCE, split)) {
                here.addAll(clip.identities());
                assertEquals(Label.REAL, clip.label());
                assertEquals("real", clip.method());
                assertEquals(1, clip.frames().size());
                assertTrue(videos.add(clip.key()), clip.key() + " twice");
            }
            people[split.ordinal()] = here.size();
            here.retainAll(seen);
            assertEquals(Set.of(), here);
            clips(SOURCE, split).forEach(clip -> seen.addAll(clip.identities()));
        }
        assertArrayEquals(new int[] {21, 5, 4}, people);
        assertEquals(90, videos.size());
    }

    @Test
    void fewestPeople_leaveOneForEachSplit() {
        Portraits three = new Portraits(3, 1, 32, 0.98, 0.01, 1);
        for (Split split : Split.values()) {
            assertEquals(1, clips(three, split).size());
        }
    }

    @Test
    void sharesWithNothingLeftForTheTest_areRefused() {
        CheckException refusal = assertThrows(CheckException.class, () -> new Portraits(10, 1, 160, 0.8, 0.2, 1));
        assertEquals("validationShare", refusal.setting());
    }

    @Test
    void landmarks_lieInsideThePicture_inTheOrderOfAFace() {
        for (Clip clip : clips(SOURCE, Split.TRAIN)) {
            Landmarks l = landmarks(clip);
            assertEquals(68, l.size());
            for (int i = 0; i < 68; i++) {
                assertTrue(l.x(i) > 0 && l.x(i) < 159 && l.y(i) > 0 && l.y(i) < 159, clip.video() + " point " + i);
            }
            // Along the normal of the eyes' line: brows over eyes over nose over mouth over chin.
            assertTrue(down(l, 19) < down(l, 37) && down(l, 37) < down(l, 41), clip.video());
            assertTrue(down(l, 41) < down(l, 33) && down(l, 33) < down(l, 51), clip.video());
            assertTrue(down(l, 51) < down(l, 62) + 1e-3 && down(l, 66) < down(l, 57), clip.video());
            assertTrue(down(l, 57) < down(l, 8), clip.video());
            assertTrue(l.x(0) < l.x(36) && l.x(36) < l.x(39) && l.x(39) < l.x(42) && l.x(42) < l.x(45), clip.video());
            assertTrue(l.x(45) < l.x(16), clip.video());
        }
    }

    private static float down(Landmarks l, int point) {
        float dx = l.x(45) - l.x(36);
        float dy = l.y(45) - l.y(36);
        return (-dy * l.x(point) + dx * l.y(point)) / (float) Math.hypot(dx, dy);
    }

    @Test
    void landmarks_scaleWithThePicture() {
        Landmarks small = landmarks(clips(SOURCE, Split.TEST).get(0));
        Landmarks large = landmarks(
                clips(new Portraits(30, 3, 320, 0.7, 0.15, 1), Split.TEST).get(0));
        for (int i = 0; i < 68; i++) {
            assertEquals(2 * small.x(i) + 0.5f, large.x(i), 0.01f);
            assertEquals(2 * small.y(i) + 0.5f, large.y(i), 0.01f);
        }
    }

    @Test
    void lips_areRedderThanTheCheeksBesideThem() {
        int redder = 0;
        List<Clip> clips = clips(SOURCE, Split.TRAIN);
        for (int i = 0; i < clips.size(); i++) {
            Image image = trainingPictures().get(i);
            Landmarks l = landmarks(clips.get(i));
            double lip = redness(image, middle(l, 57, 66), 2);
            double left = redness(image, between(l, 31, 3, 0.45), 3);
            double right = redness(image, between(l, 35, 13, 0.45), 3);
            if (lip > (left + right) / 2) {
                redder++;
            }
        }
        assertTrue(redder >= 0.9 * clips.size(), redder + " of " + clips.size());
    }

    @Test
    void eyes_holdADarkPupil_besideABrighterWhite() {
        int good = 0;
        List<Clip> clips = clips(SOURCE, Split.TRAIN);
        for (int k = 0; k < clips.size(); k++) {
            Image image = trainingPictures().get(k);
            Landmarks l = landmarks(clips.get(k));
            double darkest = 1000;
            double brightest = 0;
            for (int i = 0; i <= 20; i++) {
                float[] at = between(l, 36, 39, 0.12 + 0.76 * i / 20);
                double level = level(image, at, 0);
                darkest = Math.min(darkest, level);
                brightest = Math.max(brightest, level);
            }
            if (darkest < 0.62 * brightest) {
                good++;
            }
        }
        assertTrue(good >= 0.9 * clips.size(), good + " of " + clips.size());
    }

    @Test
    void photosOfOnePerson_areCloserInSkinThanPhotosOfTwo() {
        List<Clip> clips = clips(SOURCE, Split.TRAIN);
        double[] tone = new double[clips.size()];
        for (int i = 0; i < tone.length; i++) {
            // Half way from the nose to the cheek's edge: skin, whatever the hair.
            tone[i] = Math.log(level(trainingPictures().get(i), middle(landmarks(clips.get(i)), 29, 3), 2));
        }
        double within = 0;
        double between = 0;
        for (int i = 0; i < tone.length; i += 3) {
            within += Math.abs(tone[i] - tone[i + 1]) + Math.abs(tone[i + 1] - tone[i + 2]);
            int next = (i + 3) % tone.length;
            between += Math.abs(tone[i] - tone[next + 1]) + Math.abs(tone[i + 1] - tone[next + 2]);
        }
        assertTrue(between > 1.3 * within, between + " between people, " + within + " within");
    }

    @Test
    void sensorNoise_coversTheWholeFrame() {
        for (Clip clip : clips(SOURCE, Split.TEST)) {
            Image image = picture(clip);
            for (int[] corner : new int[][] {{4, 4}, {140, 4}, {70, 70}}) {
                double sum = 0;
                for (int y = 0; y < 14; y++) {
                    for (int x = 0; x < 14; x++) {
                        int cx = corner[0] + x;
                        int cy = corner[1] + y;
                        double ripple = image.at(cx, cy, 1) - (image.at(cx - 1, cy, 1) + image.at(cx + 1, cy, 1)) / 2.0;
                        sum += Math.abs(ripple);
                    }
                }
                assertTrue(sum / 196 > 0.15, clip.video() + " is smooth at " + Arrays.toString(corner));
            }
        }
    }

    private static float[] middle(Landmarks l, int a, int b) {
        return between(l, a, b, 0.5);
    }

    private static float[] between(Landmarks l, int a, int b, double share) {
        return new float[] {(float) (l.x(a) + share * (l.x(b) - l.x(a))), (float) (l.y(a) + share * (l.y(b) - l.y(a)))};
    }

    private static double mean(Image image, float[] at, int reach, int channel) {
        double sum = 0;
        for (int dy = -reach; dy <= reach; dy++) {
            for (int dx = -reach; dx <= reach; dx++) {
                sum += image.at(Math.round(at[0]) + dx, Math.round(at[1]) + dy, channel);
            }
        }
        return sum / ((2 * reach + 1) * (2 * reach + 1));
    }

    private static double level(Image image, float[] at, int reach) {
        return 1 + (mean(image, at, reach, 0) + mean(image, at, reach, 1) + mean(image, at, reach, 2)) / 3;
    }

    private static double redness(Image image, float[] at, int reach) {
        return mean(image, at, reach, 0) / (1 + mean(image, at, reach, 1));
    }
}
