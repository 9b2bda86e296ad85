package io.unmask.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LmdbFileTest {
    @TempDir
    Path folder;

    private LmdbFile open() {
        LmdbFixture.plant(folder);
        return LmdbFile.open(folder);
    }

    private String message(byte[] data) throws IOException {
        Path file = Files.write(folder.resolve("data.mdb"), data);
        String message = String.valueOf(assertThrows(BadInputException.class, () -> readAll(LmdbFile.open(folder)))
                .getMessage());
        assertTrue(message.startsWith(file + ": "), message);
        return message;
    }

    private static void readAll(LmdbFile lmdb) {
        lmdb.get("empty");
        lmdb.get("long");
        for (int i = 0; i < 300; i++) {
            lmdb.get(String.format("filler\\%04d", i));
        }
    }

    @Test
    void everyValue_isTheOneThatTheReferenceLibraryPut() {
        LmdbFile lmdb = open();
        assertEquals(308, lmdb.size());
        for (int i = 0; i < 300; i++) {
            String number = String.format("%04d", i);
            byte[] expected = number.repeat(6).getBytes(StandardCharsets.UTF_8);
            byte[] found = lmdb.get("filler\\" + number);
            if (i == 7) {
                assertNull(found);
            } else {
                assertArrayEquals(expected, found);
            }
        }
        assertArrayEquals(new byte[0], lmdb.get("empty"));
    }

    @Test
    void aLongValue_isReadFromItsOverflowPages() {
        byte[] expected = new byte[256 * 40];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (byte) i;
        }
        assertArrayEquals(expected, open().get("long"));
    }

    @Test
    void whatIsNotThere_isNull_beforeBetweenAndAfterTheKeys() {
        LmdbFile lmdb = open();
        for (String key : List.of("", "A", "filler\\0007", "filler\\00070", "filler", "longer", "zzz")) {
            assertNull(lmdb.get(key), key);
            assertFalse(lmdb.has(key), key);
        }
        assertTrue(lmdb.has("filler\\0299"));
        assertEquals(
                List.of("UADFV\\fake/frames/0000_fake/000.png", "UADFV\\fake/frames/0000_fake/009.png"),
                lmdb.firstKeys(2));
    }

    @Test
    void aFileCutOffAnywhere_isAnError_neverAWrongValue() throws IOException {
        byte[] whole = LmdbFixture.bytes();
        for (int length : new int[] {0, 100, 4096, 4200}) {
            assertTrue(message(Arrays.copyOf(whole, length)).contains("not an LMDB file, or one that is cut off"));
        }
        for (int length = 5000; length < 6 * 4096; length += 1500) {
            assertTrue(message(Arrays.copyOf(whole, length)).contains("damaged or cut off: "));
        }
    }

    @Test
    void damagedPages_areErrors_withoutAnEndlessSearch() throws IOException {
        byte[] data = LmdbFixture.bytes();
        for (int page = 2; page < data.length / 4096; page++) {
            Arrays.fill(data, 4096 * page, 4096 * page + 16, (byte) 0xFF);
        }
        assertTrue(message(data).contains("damaged or cut off: "));
        data = LmdbFixture.bytes();
        for (int page = 2; page < data.length / 4096; page++) {
            Arrays.fill(data, 4096 * page + 16, 4096 * (page + 1), (byte) 0x7F);
        }
        assertTrue(message(data).contains("damaged or cut off: "));
    }

    @Test
    void otherFormats_areNamed() throws IOException {
        assertTrue(message("SQLite format 3\0".repeat(900).getBytes(StandardCharsets.UTF_8))
                .contains("not an LMDB file"));
        byte[] newer = LmdbFixture.bytes();
        ByteBuffer.wrap(newer).order(ByteOrder.LITTLE_ENDIAN).putInt(20, 2).putInt(4096 + 20, 2);
        assertTrue(message(newer).endsWith("an LMDB of data version 2; version 1 (LMDB 0.9) can be read"));
        byte[] doubled = LmdbFixture.bytes();
        for (int meta : new int[] {0, 4096}) {
            ByteBuffer.wrap(doubled).order(ByteOrder.LITTLE_ENDIAN).putShort(meta + 16 + 24 + 48 + 4, (short) 4);
        }
        assertTrue(message(doubled).contains("an LMDB whose keys are numbers, reversed, or doubled"));
        assertTrue(assertThrows(BadInputException.class, () -> LmdbFile.open(folder.resolve("none")))
                .getMessage()
                .endsWith("no such file; expected an LMDB environment"));
    }
}
