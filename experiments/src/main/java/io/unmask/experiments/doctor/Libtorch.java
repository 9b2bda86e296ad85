package io.unmask.experiments.doctor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.cuda.CudaUtils;
import io.unmask.train.CudaLibraries;
import io.unmask.train.TensorFloat;
import io.unmask.train.Torch;
import java.io.IOException;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The engine of this process and the GPUs it can work on.
 *
 * @param version of libtorch
 * @param folder where it lies
 * @param hasCuda whether it is one for GPUs
 * @param threads that it works with
 * @param driver what the NVIDIA driver says of itself; null where none is seen
 * @param visible the GPUs that CUDA shows to this process; null for all
 * @param gpus a line on each GPU that the engine finds
 */
record Libtorch(
        String version,
        Path folder,
        boolean hasCuda,
        int threads,
        @Nullable String driver,
        @Nullable String visible,
        List<String> gpus) {
    private static final String SUBJECT = "GPU";
    private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");
    private static final List<Path> DEVICES = List.of(Path.of("/dev/nvidiactl"), Path.of("/dev/dxg"));
    /** How to run on a libtorch with CUDA; docs/gpu.md has more. */
    static final String WAY = "pip install torch==2.7.1 anywhere, then PYTORCH_LIBRARY_PATH=<site-packages>/torch/lib"
            + " PYTORCH_VERSION=2.7.1 PYTORCH_FLAVOR=cu128 (docs/gpu.md)";

    /** Starts the engine and asks it. */
    static Libtorch ofThisProcess(int threads) {
        Torch.start(threads);
        Path folder = Path.of(LibUtils.getLibtorchPath());
        List<String> gpus = new ArrayList<>();
        for (int i = 0; i < Torch.gpus(); i++) {
            gpus.add(gpu(Device.gpu(i)));
        }
        return new Libtorch(
                Engine.getInstance().getVersion(),
                folder,
                Files.exists(folder.resolve(System.mapLibraryName("torch_cuda"))),
                threads,
                seenDriver(),
                System.getenv("CUDA_VISIBLE_DEVICES"),
                gpus);
    }

    private static String gpu(Device device) {
        String capability = CudaUtils.getComputeCapability(device.getDeviceId());
        MemoryUsage memory = CudaUtils.getGpuMemory(device);
        String cudnn = JniUtils.getFeatures().contains("CUDNN") ? CudaLibraries.cudnn() : null;
        return String.format(
                Locale.ROOT,
                "gpu:%d, compute capability %s, %,d of %,d MiB free, CUDA %s, cuDNN %s, TensorFloat-32 %s unless a trial"
                        + " asks for it",
                device.getDeviceId(),
                new StringBuilder(capability).insert(capability.length() - 1, '.'),
                (memory.getMax() - memory.getUsed()) >> 20,
                memory.getMax() >> 20,
                CudaUtils.getCudaVersionString(),
                cudnn == null ? "missing" : cudnn,
                TensorFloat.actual());
    }

    private static @Nullable String seenDriver() {
        try {
            return Files.readAllLines(DRIVER).get(0).replaceAll("\\s+", " ").replace("NVRM version: ", "");
        } catch (IOException | IndexOutOfBoundsException e) {
            return DEVICES.stream().anyMatch(Files::exists) ? "a driver of unknown version" : null;
        }
    }

    /** On the library. */
    Finding asFinding() {
        return Finding.ok(
                "libtorch",
                version
                        + (hasCuda ? " with CUDA, " : " for the CPU, ")
                        + threads
                        + (threads == 1 ? " thread, " : " threads, ")
                        + folder);
    }

    /** On the GPUs: a finding each, or one on why there is none. */
    Finding device() {
        if (!gpus.isEmpty()) {
            return Finding.ok(SUBJECT, String.join("; ", gpus));
        }
        if (driver == null) {
            return Finding.ok(SUBJECT, "no NVIDIA driver on this machine: networks run on the CPU");
        }
        if (!hasCuda) {
            return Finding.warn(
                    SUBJECT, "not used: there is a GPU (" + driver + "), but libtorch is one for the CPU", WAY);
        }
        if (visible != null) {
            return Finding.warn(
                    SUBJECT,
                    "not used: CUDA_VISIBLE_DEVICES=\"" + visible + "\" leaves none to this process (" + driver + ")",
                    "unset CUDA_VISIBLE_DEVICES, or name GPUs that nvidia-smi -L lists");
        }
        return Finding.warn(
                SUBJECT,
                "not used: there is a GPU (" + driver + ") and libtorch has CUDA, but finds none",
                "see whether nvidia-smi works and its driver is new enough for CUDA 12; PYTORCH_FLAVOR must be cu128;"
                        + " libcudart.so.12 must lie beside libtorch, in <site-packages>/nvidia/cuda_runtime/lib or on"
                        + " LD_LIBRARY_PATH");
    }
}
