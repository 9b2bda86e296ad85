package io.unmask.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Safetensors files of others, whose headers may say anything. */
class SafetensorsTest {
    @TempDir
    Path folder;

    private Path file(String header, int dataBytes) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer content = ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        content.putLong(json.length).put(json);
        return Files.write(folder.resolve("x.safetensors"), content.array());
    }

    @Test
    void halfPrecision_becomesFloat() throws IOException {
        Path file = file("{\"x\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4);
        byte[] content = Files.readAllBytes(file);
        content[content.length - 4] = 0;
        content[content.length - 3] = (byte) 0x3f;
        content[content.length - 2] = 0;
        content[content.length - 1] = (byte) 0xc0;
        Files.write(file, content);
        assertArrayEquals(
                new float[] {0.5f, -2},
                Safetensors.read(file).tensors().get("x").floats());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[-1,-2],\"data_offsets\":[0,8]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,2],\"data_offsets\":[0,8]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
                "{\"x\":"
            })
    void aHeaderThatDoesNotFitTheData_isRefused(String header) throws IOException {
        Path file = file(header, 8);
        String message = String.valueOf(assertThrows(BadInputException.class, () -> Safetensors.read(file))
                .getMessage());
        assertTrue(message.contains("x.safetensors: not a whole safetensors file"), message);
    }

    @Test
    void aFileOfMoreThanTwoGibibytes_isRead() throws IOException {
        long far = 1L << 31;
        String header = "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]}}".formatted(far, far + 4);
        Path file = file(header, 0);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            // Most of the file is a hole, which takes no room on the disk.
            channel.position(channel.size() + far);
            channel.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 0x40}));
        }
        assertArrayEquals(
                new float[] {2}, Safetensors.read(file).tensors().get("x").floats());
    }

    @Test
    void metadata_isReadAlone() throws IOException {
        Path file = folder.resolve("y.safetensors");
        new Safetensors(Map.of("x", TensorData.of(new float[] {1, 2}, 2)), Map.of("epoch", "3")).write(file);
        assertEquals(Map.of("epoch", "3"), Safetensors.readMetadata(file));
    }
}
