package io.unmask.experiments.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The folders that are written to: there, writable, and with room. */
final class Folders {
    private static final long MEBIBYTE = 1L << 20;
    /** libtorch unpacks 446 MB, OpenCV and ffmpeg 200 MB. */
    private static final long ROOM_MEBIBYTES = 1024;

    private Folders() {}

    static Finding results() {
        return of(
                "disk",
                Path.of("").toAbsolutePath(),
                "run from another folder, or put results elsewhere with --results DIR");
    }

    static Finding libtorch() {
        return of(
                "cache of libtorch",
                named(System.getenv("DJL_CACHE_DIR"), ".djl.ai"),
                "name another folder with DJL_CACHE_DIR=FOLDER");
    }

    static Finding javacpp() {
        String named = System.getProperty("org.bytedeco.javacpp.cachedir");
        return of(
                "cache of OpenCV",
                named(named, ".javacpp/cache"),
                "name another folder with JAVA_TOOL_OPTIONS=-Dorg.bytedeco.javacpp.cachedir=FOLDER");
    }

    static Finding data() {
        return of(
                "cache of data",
                named(System.getenv("UNMASK_CACHE"), ".cache/unmask"),
                "name another folder with UNMASK_CACHE=FOLDER or --cache DIR");
    }

    private static Path named(@Nullable String name, String below) {
        return name == null || name.isBlank() ? Path.of(System.getProperty("user.home"), below) : Path.of(name);
    }

    static Finding of(String subject, Path folder, String cure) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            return Finding.fail(subject, folder + " cannot be written to", cure);
        }
        try {
            long free = Files.getFileStore(there).getUsableSpace() / MEBIBYTE;
            String detail = folder + String.format(Locale.ROOT, ", %,d MiB free", free);
            return free >= ROOM_MEBIBYTES
                    ? Finding.ok(subject, detail)
                    : Finding.warn(subject, detail, "free at least " + ROOM_MEBIBYTES + " MiB, or " + cure);
        } catch (IOException e) {
            return Finding.warn(subject, folder + ": its disk does not tell how much is free", cure);
        }
    }
}
