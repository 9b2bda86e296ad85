package io.unmask.face;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.BadInputException;
import io.unmask.data.face.Face;
import io.unmask.data.face.FaceFinder;
import io.unmask.media.Image;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.weights.Safetensors;
import io.unmask.weights.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Held against timesler/facenet-pytorch 2.6.0 (PNet, RNet, ONet, detect_face) on PyTorch 2.15, with weights and inputs from
 * a formula that both sides can compute: no published weights are needed.
 */
class MtcnnTest {
    @TempDir
    Path folder;

    /** Tensor number n, element i: sin(1 + 0.7 i + n) · 1.2 / √(inputs), a tenth of that in the last layers. */
    private static float[] weights(String name, int number, Parameter parameter) {
        float[] values = new float[(int) parameter.size()];
        double scale = (name.contains("_") ? 0.12 : 1.2)
                / Math.sqrt(values.length / parameter.shape()[0]);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (Math.sin(1.0 + 0.7 * i + number) * scale);
        }
        return values;
    }

    private static CascadeNet.Answer answer(CascadeNet net, NDManager manager, long... shape) {
        Parameters parameters = Parameters.allocate(net, manager, DataType.FLOAT32);
        int number = 0;
        for (var entry : net.parameters().entrySet()) {
            parameters.set(entry.getKey(), weights(entry.getKey(), number++, entry.getValue()));
        }
        float[] values = new float[(int) new Shape(shape).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(0.013 * i * i % 6.283);
        }
        NDArray input = manager.create(values, new Shape(shape));
        return net.forward(input, Pass.evaluation());
    }

    @Test
    void proposing_isTheOfficialNetwork() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            CascadeNet.Answer answer = answer(CascadeNet.proposing(), manager, 1, 3, 17, 20);
            float[] faces = answer.faces().toFloatArray();
            assertEquals(new Shape(4, 5), answer.faces().getShape());
            assertArrayEquals(
                    new float[] {0.66564018f, 0.69540519f, 0.6826039f, 0.62746251f},
                    java.util.Arrays.copyOf(faces, 4),
                    1e-5f);
            assertEquals(0.72983545f, faces[19], 1e-5f);
            float[] boxes = answer.boxes().toFloatArray();
            assertArrayEquals(
                    new float[] {0.27445436f, 0.45170566f, 0.38407984f}, java.util.Arrays.copyOf(boxes, 3), 1e-5f);
            assertEquals(-0.49736476f, boxes[79], 1e-5f);
        }
    }

    @Test
    void refining_isTheOfficialNetwork() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            CascadeNet.Answer answer = answer(CascadeNet.refining(), manager, 2, 3, 24, 24);
            assertArrayEquals(
                    new float[] {0.54354048f, 0.54644622f}, answer.faces().toFloatArray(), 1e-5f);
            assertArrayEquals(
                    new float[] {0.00561667f, 0.16680062f, -0.19379488f, -0.33937252f},
                    answer.boxes().get(1).toFloatArray(),
                    1e-5f);
        }
    }

    @Test
    void output_isTheOfficialNetwork() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            CascadeNet.Answer answer = answer(CascadeNet.output(), manager, 2, 3, 48, 48);
            assertArrayEquals(
                    new float[] {0.79543912f, 0.73856753f}, answer.faces().toFloatArray(), 1e-5f);
            assertArrayEquals(
                    new float[] {0.19938664f, -0.15214413f, 0.41919893f, -0.25778994f},
                    answer.boxes().get(1).toFloatArray(),
                    1e-5f);
            assertArrayEquals(
                    new float[] {
                        0.465545f,
                        -0.28041488f,
                        0.21161921f,
                        -0.306889f,
                        0.01966543f,
                        -0.14178646f,
                        0.01224989f,
                        0.14582324f,
                        -0.00883199f,
                        0.29099712f
                    },
                    answer.points().get(1).toFloatArray(),
                    1e-5f);
        }
    }

    private Path save(String name, CascadeNet net) throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        int number = 0;
        for (var entry : net.parameters().entrySet()) {
            float[] values = weights(entry.getKey(), number++, entry.getValue());
            tensors.put(entry.getKey(), TensorData.of(values, entry.getValue().shape()));
        }
        Path file = folder.resolve(name);
        new Safetensors(tensors, Map.of()).write(file);
        return file;
    }

    private Mtcnn mtcnn(double... thresholds) throws IOException {
        save("pnet.pt", CascadeNet.proposing());
        save("rnet.pt", CascadeNet.refining());
        save("onet.pt", CascadeNet.output());
        return new Mtcnn(folder, 20, java.util.Arrays.stream(thresholds).boxed().toList(), 0.709);
    }

    @Test
    void theCascade_findsWhatTheOfficialOneFinds() throws IOException {
        Image waves = Image.blank(61, 47, 3);
        for (int y = 0; y < 47; y++) {
            for (int x = 0; x < 61; x++) {
                for (int c = 0; c < 3; c++) {
                    waves.pixels()[3 * (61 * y + x) + c] =
                            (byte) (127.5 + 127 * Math.sin(0.11 * x + 0.07 * y * (c + 1) + c));
                }
            }
        }
        try (FaceFinder finder = mtcnn(0.5, 0.5, 0.5).open()) {
            List<Face> faces = finder.find(waves, "v", 0);
            assertEquals(27, faces.size());
            Face first = faces.stream()
                    .filter(face -> Math.abs(face.left() - 22.316380) < 1e-3)
                    .findFirst()
                    .orElseThrow();
            assertEquals(11.491698, first.top(), 1e-3);
            assertEquals(42.065235 - 22.316380, first.width(), 1e-3);
            assertEquals(25.820589 - 11.491698, first.height(), 1e-3);
            assertEquals(0.7236885, first.score(), 1e-5);
            assertArrayEquals(
                    new float[] {
                        26.512493f,
                        9.45282f,
                        13.817146f,
                        13.054362f,
                        22.391779f,
                        14.19723f,
                        13.152271f,
                        12.842535f,
                        19.320089f,
                        16.549658f
                    },
                    first.landmarks().xy(),
                    1e-3f);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 300", "19, 19", "20, 20", "400, 300"})
    void anyPictureSize_isLookedAt(int width, int height) throws IOException {
        try (FaceFinder finder = mtcnn(0.5, 0.5, 0.5).open()) {
            List<Face> faces = finder.find(Image.blank(width, height, 3), "v", 0);
            assertTrue(faces.stream().allMatch(face -> face.width() > 0 && face.score() > 0.5), faces.toString());
            assertEquals(Math.min(width, height) < 20, faces.isEmpty());
        }
    }

    @Test
    void aMissingFile_isAnErrorThatSaysWhereItIsPublished() throws IOException {
        Mtcnn mtcnn = mtcnn(0.5, 0.5, 0.5);
        Files.delete(folder.resolve("rnet.pt"));
        String message = assertThrows(BadInputException.class, mtcnn::open).getMessage();
        assertTrue(message.startsWith(folder.resolve("rnet.pt") + ": no such file"), message);
        assertTrue(message.contains("github.com/timesler/facenet-pytorch"), message);
    }

    @Test
    void weightsOfAnotherNetwork_areAnError() throws IOException {
        Mtcnn mtcnn = mtcnn(0.5, 0.5, 0.5);
        save("rnet.pt", CascadeNet.output());
        String message = assertThrows(BadInputException.class, mtcnn::open).getMessage();
        assertTrue(message.contains("rnet.pt: these weights"), message);
    }

    @Test
    void ofEqualScores_theFirstIsTheBest_andTheLastByTheSmallerArea() {
        Candidate one = new Candidate(0, 0, 10, 10, 1, new float[4], new float[0]);
        Candidate two = new Candidate(1, 0, 11, 10, 1, new float[4], new float[0]);
        assertEquals(List.of(one), Candidate.best(List.of(one, two), Candidate.Overlap.UNION, 0.5));
        assertEquals(List.of(two), Candidate.best(List.of(one, two), Candidate.Overlap.SMALLER, 0.5));
        assertEquals(List.of(one, two), Candidate.best(List.of(one, two), Candidate.Overlap.UNION, 0.9));
    }

    @Test
    void aPartShrinks_toMeansOverWhatEachPixelTouches() {
        Image picture = Image.blank(5, 3, 3);
        for (int i = 0; i < picture.pixels().length; i++) {
            picture.pixels()[i] = (byte) (7 * i);
        }
        float[] into = new float[12];
        new AreaTable(picture).part(1, 0, 3, 3, 2, 2, into, 0);
        // Columns 1 to 2 and 2 to 3 of the rows 0 to 1 and 1 to 2: windows of three into two share the middle.
        float mean = (picture.at(1, 0, 0) + picture.at(2, 0, 0) + picture.at(1, 1, 0) + picture.at(2, 1, 0)) / 4f;
        assertEquals((mean - 127.5f) / 128, into[0], 1e-6f);
        float last = (picture.at(2, 1, 2) + picture.at(3, 1, 2) + picture.at(2, 2, 2) + picture.at(3, 2, 2)) / 4f;
        assertEquals((last - 127.5f) / 128, into[11], 1e-6f);
    }
}
