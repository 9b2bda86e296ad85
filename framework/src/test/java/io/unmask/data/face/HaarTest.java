package io.unmask.data.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.Landmarks;
import io.unmask.data.Split;
import io.unmask.data.portraits.Portraits;
import io.unmask.media.HaarFaces;
import io.unmask.media.Image;
import io.unmask.media.Interpolation;
import io.unmask.media.Resampling;
import io.unmask.random.Seeds;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HaarTest {
    private static final Haar HAAR = new Haar(1.1, 3, 480, 0.15);
    private static final int SIDE = 160;
    private static final List<Clip> PORTRAITS = new Portraits(20, 1, SIDE, 0.8, 0.1, 1)
            .clips(new DataRequest(Split.TRAIN, Compression.RAW, Seeds.of(0), Path.of("unused")));

    private static Image picture(int portrait) {
        return PORTRAITS.get(portrait).frames().get(0).image().read();
    }

    private static List<Face> find(Haar haar, Image picture) {
        try (FaceFinder finder = haar.open()) {
            return finder.find(picture, "v", 0);
        }
    }

    @Test
    void mostPortraits_haveAFaceRoundTheirNose() {
        int found = 0;
        for (int i = 0; i < PORTRAITS.size(); i++) {
            Landmarks points =
                    Objects.requireNonNull(PORTRAITS.get(i).frames().get(0).landmarks());
            for (Face face : find(HAAR, picture(i))) {
                boolean nose = points.x(30) > face.left() + face.width() / 4
                        && points.x(30) < face.left() + 3 * face.width() / 4
                        && points.y(30) > face.top() + face.height() / 4
                        && points.y(30) < face.top() + 3 * face.height() / 4;
                found += nose ? 1 : 0;
            }
        }
        assertTrue(found >= PORTRAITS.size() * 3 / 4, found + " of " + PORTRAITS.size());
    }

    @Test
    void facesOfALargePicture_areInItsOwnPixels() {
        int one = firstFound();
        Image small = picture(one);
        Face near = find(HAAR, small).get(0);
        Image large = Resampling.resize(small, 6 * SIDE, 6 * SIDE, Interpolation.NEAREST);
        Face far = find(new Haar(1.1, 3, SIDE, 0.15), large).get(0);
        assertEquals(new Face(6 * near.left(), 6 * near.top(), 6 * near.width(), 6 * near.height(), 1, null), far);
    }

    @Test
    void severalFaces_areAllFound_andTheLargestIsTheFirstOfThese() {
        int one = firstFound();
        Image face = picture(one);
        Image two = Image.blank(2 * SIDE, SIDE, 3);
        for (int y = 0; y < SIDE; y++) {
            for (int copy = 0; copy < 2; copy++) {
                System.arraycopy(face.pixels(), 3 * y * SIDE, two.pixels(), 3 * (2 * y + copy) * SIDE, 3 * SIDE);
            }
        }
        List<Face> faces = find(HAAR, two);
        assertEquals(2, faces.size());
        try (HaarFaces largest = new HaarFaces()) {
            assertEquals(
                    faces.stream().mapToDouble(Face::area).max().orElseThrow(),
                    largest.largest(two).orElseThrow().area());
        }
    }

    private static int firstFound() {
        for (int i = 0; i < PORTRAITS.size(); i++) {
            if (find(HAAR, picture(i)).size() == 1) {
                return i;
            }
        }
        throw new AssertionError("no portrait with a face");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "1, 900, 255", "900, 1, 128", "19, 19, 60", "4000, 3000, 0", "30, 30, 255"})
    void aPictureOfOneColour_hasNoFace_whateverItsSize(int width, int height, int value) {
        Image plain = Image.blank(width, height, 3);
        Arrays.fill(plain.pixels(), (byte) value);
        assertEquals(List.of(), find(HAAR, plain));
        assertEquals(
                List.of(new Face(0, 0, width, height, 1, null)),
                new Whole().open().find(plain, "v", 0));
    }

    @Test
    void theFingerprint_followsTheSettings_andNamesTheCascade() {
        assertTrue(HAAR.fingerprint().contains("haarcascade_frontalface_alt2.xml of OpenCV 4."), HAAR.fingerprint());
        assertNotEquals(HAAR.fingerprint(), new Haar(1.1, 3, 480, 0.1).fingerprint());
    }
}
