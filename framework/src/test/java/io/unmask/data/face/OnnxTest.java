package io.unmask.data.face;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.data.face.Onnx.Channels;
import io.unmask.media.Image;
import io.unmask.media.TestOnnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxTest {
    private static final List<Double> NOTHING = List.of(0.0, 0.0, 0.0);

    @TempDir
    Path folder;

    private Onnx onnx(byte[] model, OnnxLayout layout, double score) throws IOException {
        Path file = Files.write(folder.resolve("model.onnx"), model);
        return new Onnx(file, layout, Channels.BGR, NOTHING, 1, score, 0.3, 640);
    }

    private static List<Face> find(FaceDetector detector, Image picture) {
        try (FaceFinder finder = detector.open()) {
            return finder.find(picture, "v", 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256})
    void yuNetThroughTheAdapter_findsWhatOpenCvsOwnClassFinds(int side) throws IOException {
        Image noise = Image.blank(256, 256, 3);
        new Random(3).nextBytes(noise.pixels());
        Onnx adapter = onnx(TestOnnx.yuNet(side), new GridPoints(List.of(8, 16, 32)), 0.5);
        List<Face> ours = find(adapter, noise);
        List<Face> theirs = find(new YuNet(adapter.model(), 0.5, 0.3, 640), noise);
        assertTrue(ours.size() > 5, ours.size() + " faces");
        assertEquals(theirs.size(), ours.size());
        for (int i = 0; i < ours.size(); i++) {
            Face one = ours.get(i);
            Face other = theirs.get(i);
            assertEquals(other.score(), one.score(), 1e-5);
            assertEquals(other.left(), one.left(), 1e-3);
            assertEquals(other.height(), one.height(), 1e-3);
            assertArrayEquals(other.landmarks().xy(), one.landmarks().xy(), 1e-3f);
        }
    }

    /** Every cell gives the same box, left and top a quarter, right and bottom three quarters, if it is bright. */
    private static byte[] decoded(float factor) {
        float[] edges = {0.25f * factor, 0.25f * factor, 0.75f * factor, 0.5f * factor};
        return new TestOnnx()
                .input("input", 1, 3, 64, 128)
                .cells("scores", "input", 16, new float[] {-1 / 255f, 1 / 255f}, new float[] {1, 0})
                .cells("boxes", "input", 16, new float[4], edges)
                .bytes();
    }

    @Test
    void decodedBoxes_inShares_areInPixelsOfThePicture() throws IOException {
        Image white = Image.blank(256, 128, 3);
        Arrays.fill(white.pixels(), (byte) -1);
        Decoded shares = new Decoded("boxes", "scores", null, Decoded.Unit.SHARE);
        assertEquals(List.of(new Face(64, 32, 128, 32, 1, null)), find(onnx(decoded(1), shares, 0.7), white));
        Decoded pixels = new Decoded("boxes", "scores", null, Decoded.Unit.PIXEL);
        assertEquals(List.of(new Face(32, 32, 64, 32, 1, null)), find(onnx(decoded(64), pixels, 0.7), white));
        assertEquals(List.of(), find(onnx(decoded(1), shares, 0.7), Image.blank(256, 128, 3)));
    }

    @Test
    void aPictureOfAnotherShape_isPadded_andNotStretched() throws IOException {
        Image tall = Image.blank(32, 64, 3);
        Arrays.fill(tall.pixels(), (byte) -1);
        Decoded shares = new Decoded("boxes", "scores", null, Decoded.Unit.SHARE);
        assertEquals(List.of(new Face(32, 16, 64, 16, 1, null)), find(onnx(decoded(1), shares, 0.7), tall));
    }

    @Test
    void anOutputThatIsNotThere_isAnErrorThatShowsThoseThatAre() throws IOException {
        Onnx wrong = onnx(decoded(1), new Decoded("loc", "scores", null, Decoded.Unit.SHARE), 0.7);
        assertEquals(
                wrong.model() + ": no output \"loc\"; found: [scores (1, ?, 2), boxes (1, ?, 4)]",
                assertThrows(BadInputException.class, wrong::open).getMessage());
    }

    @Test
    void outputsOfOtherSizes_areAnError() throws IOException {
        Onnx swapped = onnx(decoded(1), new Decoded("scores", "boxes", null, Decoded.Unit.SHARE), 0.7);
        String message = assertThrows(BadInputException.class, () -> find(swapped, Image.blank(9, 9, 3)))
                .getMessage();
        assertTrue(message.startsWith("onnx: scores has 32 rows of 2, boxes has 32 of 4"), message);
    }

    @Test
    void anInputThatIsNoPicture_isAnError() throws IOException {
        byte[] grey = new TestOnnx()
                .input("input", 1, 1, 64, 64)
                .cells("scores", "input", 8, new float[2], new float[2])
                .bytes();
        Onnx one = onnx(grey, new Decoded("boxes", "scores", null, Decoded.Unit.SHARE), 0.7);
        assertEquals(
                one.model() + ": inputs [input (1, 1, 64, 64)]; expected one picture, (1, 3, height, width)",
                assertThrows(BadInputException.class, one::open).getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 33, 3000})
    void anyPictureSize_isLookedAt(int side) throws IOException {
        Onnx adapter = onnx(TestOnnx.yuNet(-1), new GridPoints(List.of(8, 16, 32)), 0.5);
        assertEquals(List.of(), find(adapter, Image.blank(side, side + side / 3, 3)));
    }
}
