package io.unmask.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * An LMDB made by the reference library (py-lmdb 3.0.0 with LMDB 0.9.36, 4096-byte pages) in two transactions: pictures
 * of 8x8 pixels under the keys of DeepfakeBench as it writes them on Windows and elsewhere, landmarks, 300 short values
 * of which one was deleted again, an empty one, and a long one.
 */
public final class LmdbFixture {
    private LmdbFixture() {}

    /** Bytes of its data.mdb. */
    public static byte[] bytes() {
        try (InputStream packed = LmdbFixture.class.getResourceAsStream("bench.mdb.gz");
                InputStream in = new GZIPInputStream(Objects.requireNonNull(packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lays it as an environment in a folder. */
    public static Path plant(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.write(folder.resolve("data.mdb"), bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
