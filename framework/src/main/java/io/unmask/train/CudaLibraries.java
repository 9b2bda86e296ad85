package io.unmask.train;

import com.sun.jna.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * CUDA's libraries beside a libtorch that Python's package manager installed. libtorch finds them by itself, but DJL counts
 * GPUs by asking {@code libcudart}, which it looks for in the folders of the system alone: without help it finds none.
 */
public final class CudaLibraries {
    /** Where DJL takes libtorch from. */
    static final String LIBTORCH = "PYTORCH_LIBRARY_PATH";

    private static final String MAPS = "/proc/self/maps";
    private static final int CUDNN_MAJOR = 10_000;
    private static final int CUDNN_MINOR = 100;

    private CudaLibraries() {}

    /** Tells DJL where the runtime is. To be called before anything asks for GPUs. */
    static void find() {
        for (Path folder : runtimeFolders(System.getenv(LIBTORCH))) {
            NativeLibrary.addSearchPath("cudart", folder.toString());
        }
    }

    /** The folders with a CUDA runtime that belong to a libtorch. */
    static List<Path> runtimeFolders(@Nullable String libtorch) {
        List<Path> folders = new ArrayList<>();
        if (libtorch == null) {
            return folders;
        }
        for (String each : libtorch.split(File.pathSeparator, -1)) {
            // site-packages/torch/lib and site-packages/nvidia/cuda_runtime/lib
            Path lib = Path.of(each).toAbsolutePath().normalize();
            Path packages = lib.resolve("../../nvidia/cuda_runtime/lib").normalize();
            for (Path folder : List.of(lib, packages)) {
                if (holdsRuntime(folder)) {
                    folders.add(folder);
                }
            }
        }
        return folders;
    }

    private static boolean holdsRuntime(Path folder) {
        String[] names = folder.toFile().list((parent, name) -> name.startsWith("libcudart.so"));
        return names != null && names.length > 0;
    }

    /** The version of the cuDNN that this process has loaded, such as 9.5.1; null if it has none. */
    public static @Nullable String cudnn() {
        String file = loaded("libcudnn.so");
        if (file == null) {
            return null;
        }
        try {
            long number = NativeLibrary.getInstance(file)
                    .getFunction("cudnnGetVersion")
                    .invokeLong(new Object[0]);
            return String.format(
                    Locale.ROOT,
                    "%d.%d.%d",
                    number / CUDNN_MAJOR,
                    number % CUDNN_MAJOR / CUDNN_MINOR,
                    number % CUDNN_MINOR);
        } catch (LinkageError e) {
            return "of unknown version";
        }
    }

    /** The file of a library that this process has loaded. */
    private static @Nullable String loaded(String begin) {
        try {
            for (String line : Files.readAllLines(Path.of(MAPS))) {
                int at = line.indexOf("/" + begin);
                if (at >= 0) {
                    return line.substring(line.indexOf('/'));
                }
            }
        } catch (IOException e) {
            // Only Linux tells.
        }
        return null;
    }
}
