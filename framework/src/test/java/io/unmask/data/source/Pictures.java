package io.unmask.data.source;

import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.Split;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small pictures and requests for tests. */
public final class Pictures {
    private Pictures() {}

    /** Noise, always the same for a name: no face in it, and no two alike. */
    public static Image noise(int side, String name) {
        RandomStream random = Seeds.of(7).stream(name);
        byte[] pixels = new byte[side * side * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.integer(0, 255);
        }
        return new Image(side, side, 3, pixels);
    }

    /** Writes noise of 12 x 12 pixels. */
    public static Path write(Path file) {
        return write(file, noise(12, file.getFileName().toString()));
    }

    /** Writes a picture with the folders above it. */
    public static Path write(Path file, Image image) {
        try {
            Files.createDirectories(file.resolveSibling("."));
            ImageFiles.write(file, image);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request for raw pixels. */
    public static DataRequest request(Split split, Path cache) {
        return new DataRequest(split, Compression.RAW, Seeds.of(1), cache);
    }
}
