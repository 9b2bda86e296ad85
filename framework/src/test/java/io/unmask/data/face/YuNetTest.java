package io.unmask.data.face;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.media.Image;
import io.unmask.media.TestOnnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.opencv.global.opencv_core;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With a network of its own that takes bright cells for faces, so that every number is known. */
class YuNetTest {
    @TempDir
    Path folder;

    private YuNet yuNet(int side, int longestSide) throws IOException {
        return new YuNet(Files.write(folder.resolve(side + ".onnx"), TestOnnx.yuNet(side)), 0.7, 0.3, longestSide);
    }

    private static Image withWhite(int width, int height, int left, int top, int side) {
        Image image = Image.blank(width, height, 3);
        for (int y = top; y < top + side; y++) {
            Arrays.fill(image.pixels(), 3 * (y * width + left), 3 * (y * width + left + side), (byte) 255);
        }
        return image;
    }

    private static List<Face> find(YuNet detector, Image picture) {
        try (FaceFinder finder = detector.open()) {
            return finder.find(picture, "v", 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 320, 64})
    void modelsOfFreeAndFixedSize_giveTheSame_onPicturesOfOtherSizes(int side) throws IOException {
        Face face = find(yuNet(side, 640), withWhite(200, 100, 48, 24, 8)).get(0);
        assertEquals(1, face.score(), 1e-5);
        assertArrayEquals(
                new double[] {40, 8, 16, 32},
                new double[] {face.left(), face.top(), face.width(), face.height()},
                1e-4);
        assertArrayEquals(
                new float[] {48, 24, 56, 24, 64, 24, 72, 24, 80, 24},
                face.landmarks().xy(),
                1e-4f);
    }

    @Test
    void aLargePicture_isLookedAtSmaller_andItsFacesAreInItsOwnPixels() throws IOException {
        Face face = find(yuNet(-1, 160), withWhite(1600, 800, 480, 240, 80)).get(0);
        assertArrayEquals(
                new double[] {400, 80, 160, 320},
                new double[] {face.left(), face.top(), face.width(), face.height()},
                1e-3);
        assertEquals(560, face.landmarks().x(1), 1e-3);
    }

    @Test
    void facesBelowTheScore_areLeftOut() throws IOException {
        Image grey = withWhite(64, 64, 16, 16, 8);
        for (int i = 0; i < grey.pixels().length; i++) {
            grey.pixels()[i] = (byte) ((grey.pixels()[i] & 0xff) * 3 / 5);
        }
        assertEquals(List.of(), find(yuNet(-1, 640), grey));
        YuNet lower = new YuNet(folder.resolve("-1.onnx"), 0.5, 0.3, 640);
        assertEquals(0.6, find(lower, grey).get(0).score(), 1e-5);
    }

    @Test
    void threadsOfOpenCv_changeNothing() throws IOException {
        Image noise = Image.blank(320, 256, 3);
        new Random(5).nextBytes(noise.pixels());
        YuNet detector = new YuNet(yuNet(-1, 640).model(), 0.4, 0.3, 640);
        List<String> one = find(detector, noise).stream().map(YuNetTest::text).toList();
        opencv_core.setNumThreads(4);
        try {
            assertEquals(
                    one, find(detector, noise).stream().map(YuNetTest::text).toList());
        } finally {
            opencv_core.setNumThreads(1);
        }
        assertTrue(one.size() > 3, one.toString());
    }

    private static String text(Face face) {
        return face.left() + " " + face.top() + " " + face.width() + " " + face.height() + " " + face.score() + " "
                + Arrays.toString(face.landmarks().xy());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 900", "900, 1", "33, 31", "4000, 3000"})
    void aBlackPicture_hasNoFace_whateverItsSize(int width, int height) throws IOException {
        assertEquals(List.of(), find(yuNet(-1, 640), Image.blank(width, height, 3)));
    }

    @Test
    void aMissingModel_isAnErrorThatSaysWhereItIsPublished() {
        YuNet none = new YuNet(folder.resolve("none.onnx"), 0.7, 0.3, 640);
        String message = assertThrows(BadInputException.class, none::open).getMessage();
        assertTrue(
                message.startsWith(none.model() + ": no such file\n    cure: download face_detection_yunet_2023mar"));
        assertTrue(message.contains("github.com/opencv/opencv_zoo") && message.contains("libfacedetection.train"));
    }

    @Test
    void whatIsNoModel_isAnErrorThatSaysWhatItIs() throws IOException {
        Path page = Files.writeString(folder.resolve("page.onnx"), "<!DOCTYPE html><html>Not found</html>");
        assertEquals(
                page + ": no ONNX model, or a damaged one (37 bytes)",
                assertThrows(BadInputException.class, () -> new YuNet(page, 0.7, 0.3, 640).open())
                        .getMessage());
        Path pointer = Files.writeString(folder.resolve("lfs.onnx"), "version https://git-lfs.github.com/spec/v1\noid");
        String message = assertThrows(BadInputException.class, () -> new YuNet(pointer, 0.7, 0.3, 640).open())
                .getMessage();
        assertTrue(message.startsWith(pointer + ": only the pointer to a file in Git LFS"), message);
        byte[] whole = TestOnnx.yuNet(-1);
        Path half = Files.write(folder.resolve("half.onnx"), Arrays.copyOf(whole, whole.length / 2));
        assertEquals(
                half + ": no ONNX model, or a damaged one (" + whole.length / 2 + " bytes)",
                assertThrows(BadInputException.class, () -> new YuNet(half, 0.7, 0.3, 640).open())
                        .getMessage());
    }

    @Test
    void anotherNetwork_isAnErrorThatShowsItsOutputs() throws IOException {
        byte[] other = new TestOnnx()
                .input("data", 1, 3, 64, 64)
                .cells("scores", "data", 8, new float[2], new float[2])
                .bytes();
        Path file = Files.write(folder.resolve("other.onnx"), other);
        String message = assertThrows(BadInputException.class, () -> new YuNet(file, 0.7, 0.3, 640).open())
                .getMessage();
        assertTrue(message.contains("found:    inputs [data (1, 3, 64, 64)], outputs [scores (1, ?, 2)]"), message);
    }

    @Test
    void theFingerprint_followsModelAndSettings() throws IOException {
        String one = yuNet(320, 640).fingerprint();
        assertNotEquals(one, yuNet(64, 640).fingerprint());
        assertNotEquals(one, yuNet(320, 320).fingerprint());
    }
}
