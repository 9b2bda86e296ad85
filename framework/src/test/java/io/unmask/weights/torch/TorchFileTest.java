package io.unmask.weights.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.weights.TensorData;
import io.unmask.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints that PyTorch wrote, and files that mean harm; {@code resources/weights/README.md} says what is in each. */
class TorchFileTest {
    private static final Path FOLDER = Path.of("src/test/resources/weights");

    @TempDir
    Path temporary;

    private static Map<String, TensorData> read(String name) {
        return WeightFile.read(FOLDER.resolve(name).toString()).tensors();
    }

    private static String messageOf(String name) {
        return String.valueOf(
                assertThrows(BadInputException.class, () -> read(name)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip.pth", "legacy.pth"})
    void everyElementType_hasItsValues(String name) {
        Map<String, TensorData> tensors = read(name);
        assertEquals(20, tensors.size());
        assertTensor("F32", new double[] {0, .125, .25, .375, .5, .625}, tensors.get("module.f32"));
        assertTensor("F64", new double[] {0, .125, .25}, tensors.get("module.f64"));
        assertTensor("F16", new double[] {-1, -.875, -.75, -.625}, tensors.get("module.f16"));
        assertTensor("BF16", new double[] {-1, -.875, -.75, -.625}, tensors.get("module.bf16"));
        assertTensor("I32", new double[] {7, -8}, tensors.get("module.i32"));
        assertTensor("I16", new double[] {7, -8}, tensors.get("module.i16"));
        assertTensor("I8", new double[] {7, -8}, tensors.get("module.i8"));
        assertTensor("U8", new double[] {7, 250}, tensors.get("module.u8"));
        assertTensor("BOOL", new double[] {1, 0}, tensors.get("module.bool"));
        assertArrayEquals(
                new long[] {1, -2, (1L << 53) + 1}, tensors.get("module.i64").longs());
        assertArrayEquals(new long[] {42}, tensors.get("module.scalar").longs());
        assertArrayEquals(new long[] {}, tensors.get("module.scalar").shape());
        assertEquals(0, tensors.get("module.empty").size());
    }

    private static void assertTensor(String type, double[] values, TensorData tensor) {
        assertEquals(type, tensor.type());
        assertArrayEquals(values, tensor.doubles());
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip.pth", "legacy.pth"})
    void viewsOfSharedStorages_areReadInTheOrderOfTheirShapes(String name) {
        Map<String, TensorData> tensors = read(name);
        // All are views of 0, 1/8, 2/8, … in rows of six.
        double[] transposed = eighths(tensors.get("module.transposed"));
        assertArrayEquals(new double[] {0, 6, 12, 18, 1, 7}, Arrays.copyOf(transposed, 6));
        assertArrayEquals(new double[] {8, 9, 10, 14, 15, 16}, eighths(tensors.get("module.offset")));
        assertArrayEquals(
                new double[] {0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22}, eighths(tensors.get("module.strided")));
        assertArrayEquals(new double[] {800, 801, 802, 803, 804}, eighths(tensors.get("module.shared_a")));
        assertArrayEquals(new double[] {802, 803, 804}, eighths(tensors.get("module.shared_b")));
        assertArrayEquals(
                new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, eighths(tensors.get("module.channels_last")));
        assertArrayEquals(new double[] {0, 1, 2, 0, 1, 2}, eighths(tensors.get("module.expanded")));
        assertArrayEquals(new double[] {0, 1}, eighths(tensors.get("module.parameter")));
    }

    private static double[] eighths(TensorData tensor) {
        double[] values = tensor.doubles();
        for (int i = 0; i < values.length; i++) {
            values[i] *= 8;
        }
        return values;
    }

    @Test
    void theHighestByteFirst_isTurnedRound() {
        assertArrayEquals(
                new double[] {0, .125, .25}, read("big_endian.pth").get("x").doubles());
        assertArrayEquals(new long[] {1, 2}, read("big_endian.pth").get("n").longs());
    }

    @Test
    void protocol4_isRead() {
        assertArrayEquals(
                new double[] {0, .125, .25}, read("protocol4.pth").get("b").doubles());
    }

    @Test
    void aPart_isAKeyOfTheCheckpoint_orTheBeginningOfItsNames_orBoth() {
        WeightFile usual = WeightFile.read(FOLDER.resolve("zip.pth").toString());
        assertEquals("state_dict", usual.part());
        assertEquals(List.of("ema"), usual.otherParts());
        assertEquals(1, read("zip.pth#ema").get("module.f32").floats()[0]);
        assertEquals(0, read("zip.pth#module").get("f32").floats()[0]);
        assertEquals(1, read("zip.pth#ema/module").get("f32").floats()[0]);
        String message = messageOf("zip.pth#modul");
        assertTrue(message.contains("no part \"modul\"") && message.contains("[module]"), message);
    }

    @Test
    void severalUnusualParts_haveToBeNamed() {
        String message = messageOf("two.pth");
        assertTrue(message.contains("two.pth#PART") && message.contains("\"d\" (2 tensors)"), message);
        assertEquals(2, read("two.pth#d").size());
    }

    @ParameterizedTest
    @CsvSource({
        "evil_system.pth, posix.system, byte 18",
        "evil_eval.pth, builtins.eval, byte 40",
        "evil_legacy.pth, posix.system, byte 67"
    })
    void whateverWouldBeRun_isRefusedByName(String file, String name, String place) {
        String message = messageOf(file);
        assertTrue(message.contains("refuses to run " + name), message);
        assertTrue(message.contains(file) && message.contains(place), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bomb_expanded.pth",
                "bomb_expanded_2gib.pth",
                "bomb_storage.pth",
                "bomb_deflate.pth",
                "bomb_text.pth",
                "beyond.pth"
            })
    void whatClaimsMoreThanTheFileHas_isRefusedBeforeMemoryIsTaken(String file) {
        long before = Runtime.getRuntime().totalMemory();
        assertTrue(messageOf(file).contains(file));
        assertTrue(Runtime.getRuntime().totalMemory() - before < 256L << 20, "took memory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cycle.pth", "bomb_doubling.pth"})
    void valuesThatHoldThemselvesOrDoubleEndlessly_areNotFollowed(String file) {
        assertEquals(4, read(file).get("x").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip_truncated.pth", "zip_short.pth", "legacy_truncated.pth", "legacy_short.pth"})
    void aCutFile_saysThatItIsCut(String file) {
        assertTrue(messageOf(file).contains("cut off or damaged; download or copy it again"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip.pth", "legacy.pth", "protocol4.pth"})
    void noDamage_leadsToAnotherEndThanAMessage(String name) throws IOException {
        byte[] whole = Files.readAllBytes(FOLDER.resolve(name));
        Path damaged = temporary.resolve("damaged.pth");
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            byte[] bytes = whole.clone();
            for (int change = 0; change <= i % 3; change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Files.write(damaged, bytes);
            try {
                WeightFile.read(damaged.toString());
            } catch (BadInputException e) {
                refused++;
            }
        }
        assertTrue(refused > 20, refused + " refused");
    }

    @Test
    void everyBeginningOfAFile_isRefused() throws IOException {
        byte[] whole = Files.readAllBytes(FOLDER.resolve("legacy.pth"));
        Path cut = temporary.resolve("cut.pth");
        for (int length = 2; length < whole.length; length += 61) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThrows(BadInputException.class, () -> WeightFile.read(cut.toString()));
        }
    }
}
