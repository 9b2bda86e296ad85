package io.unmask.media;

import io.unmask.config.BadInputException;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/** Looks for an ffmpeg that can encode with libx264. */
final class FfmpegFinder {
    private static final String FOLDER = "/ws/schild/jave/nativebin/";
    private static final String CURE =
            "\n    cure: install ffmpeg with libx264 and put it on the PATH, or name it with UNMASK_FFMPEG=/path/to/ffmpeg";

    private FfmpegFinder() {}

    /**
     * The first that fits: the named one, one on the path, the bundled one.
     *
     * @param named a file's name, or null
     * @param path folders as in the environment variable PATH, or null
     */
    static Ffmpeg find(@Nullable String named, @Nullable String path) {
        if (named != null && !named.isBlank()) {
            return Ffmpeg.at(Path.of(named));
        }
        Ffmpeg onPath = onPath(path == null ? "" : path);
        return onPath != null ? onPath : bundled();
    }

    private static @Nullable Ffmpeg onPath(String path) {
        for (String folder : path.split(File.pathSeparator, -1)) {
            for (String name : List.of("ffmpeg", "ffmpeg.exe")) {
                Path program = Path.of(folder, name);
                if (!folder.isEmpty() && Files.isRegularFile(program) && Files.isExecutable(program)) {
                    return withX264(program);
                }
            }
        }
        return null;
    }

    private static @Nullable Ffmpeg withX264(Path program) {
        try {
            Ffmpeg ffmpeg = Ffmpeg.at(program);
            return ffmpeg.hasX264() ? ffmpeg : null;
        } catch (BadInputException e) {
            // Broken or something else of that name: the bundled one will do.
            return null;
        }
    }

    private static Ffmpeg bundled() {
        URL resource = FfmpegFinder.class.getResource(FOLDER + "ffmpeg-" + platform());
        if (resource == null) {
            throw new BadInputException(
                    "no ffmpeg for " + platform() + " came with Unmask and none with libx264 is on the PATH" + CURE);
        }
        try {
            return Ffmpeg.at(unpacked(resource));
        } catch (BadInputException e) {
            throw new BadInputException("the ffmpeg that comes with Unmask does not run: " + e.getMessage() + CURE, e);
        }
    }

    /** How the jars name a platform: amd64, aarch64-osx, amd64.exe. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String suffix = system.startsWith("mac") ? "-osx" : system.startsWith("windows") ? ".exe" : "";
        return System.getProperty("os.arch") + suffix;
    }

    /** JavaCPP's cache serves here too: it copes with several processes and notices a changed jar. */
    private static Path unpacked(URL resource) {
        try {
            File program = Loader.cacheResource(resource);
            if (program == null || !(program.canExecute() || program.setExecutable(true))) {
                throw new IOException("not allowed to make it executable");
            }
            return program.toPath();
        } catch (IOException e) {
            throw new BadInputException("cannot be unpacked: " + e, e);
        }
    }
}
