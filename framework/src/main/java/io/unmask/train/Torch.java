package io.unmask.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import io.unmask.config.BadInputException;
import io.unmask.train.precision.Fp32;
import io.unmask.train.precision.Precision;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The native engine: how many threads it takes and which device it works on. */
public final class Torch {
    private static final Pattern DEVICE = Pattern.compile("auto|cpu|gpu(?::(?<number>\\d{1,3}|\\*))?");

    private Torch() {}

    /**
     * Sets the threads of the engine, switches its telemetry and downloads off, and loads it. To be called before
     * anything touches the engine: results differ in the last bits with the number of threads.
     *
     * @throws IllegalStateException if the engine already runs with another number
     */
    public static void start(int threads) {
        start(threads, new Fp32());
    }

    /**
     * The same for a training.
     *
     * @param precision what its products are to be rounded to
     */
    public static void start(int threads, Precision precision) {
        TensorFloat.decide(precision.roundsProducts());
        CudaLibraries.find();
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        Engine.getInstance();
        int actual = JniUtils.getNumThreads();
        if (actual != threads) {
            throw new IllegalStateException("the engine already runs with " + actual + " threads, not " + threads);
        }
    }

    /** Loads the engine with as many threads as it likes, for what does not depend on the last bits. */
    public static void startAnyhow() {
        TensorFloat.decide(false);
        CudaLibraries.find();
        System.setProperty("OPT_OUT_TRACKING", "true");
        Engine.getInstance();
    }

    /**
     * The device of a setting.
     *
     * @param setting {@code auto} (a GPU if one is found), {@code cpu}, {@code gpu}, {@code gpu:N}, or {@code gpu:*}, which
     *     is the first GPU to one process
     * @throws BadInputException if it is none of these, or no such GPU is found
     */
    public static Device device(String setting) {
        Matcher matcher = DEVICE.matcher(setting.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new BadInputException(
                    "device: no device \"" + setting + "\"; expected auto, cpu, gpu, gpu:N with N from 0, or gpu:*");
        }
        if (matcher.group().equals("cpu")) {
            return Device.cpu();
        }
        int found = gpus();
        if (matcher.group().equals("auto")) {
            return found > 0 ? Device.gpu(0) : Device.cpu();
        }
        String number = matcher.group("number");
        int wanted = number == null || number.equals("*") ? 0 : Integer.parseInt(number);
        if (wanted >= found) {
            throw new BadInputException("device: " + setting + " was asked for, but " + words(found)
                    + ". Set device: auto or cpu, or see `unmask doctor` for what a GPU needs.");
        }
        return Device.gpu(wanted);
    }

    /**
     * The devices of the copies of a network.
     *
     * @param first that of the network itself
     * @return it and the GPUs after it; on the CPU all are the CPU
     * @throws BadInputException if there are too few GPUs
     */
    public static List<Device> devices(Device first, int copies) {
        return devices(first, copies, first.isGpu() && copies > 1 ? gpus() : 1);
    }

    /** The same where so many GPUs are found. */
    static List<Device> devices(Device first, int copies, int found) {
        if (!first.isGpu()) {
            return Collections.nCopies(copies, first);
        }
        int last = first.getDeviceId() + copies - 1;
        if (copies > 1 && last >= found) {
            throw new BadInputException("train.replicas: " + copies + " copies of the network need gpu:"
                    + first.getDeviceId() + " to gpu:" + last + ", but " + words(found)
                    + ". Set train.replicas to at most " + (found - first.getDeviceId())
                    + ", or device: cpu, where all copies are on the CPU.");
        }
        return IntStream.rangeClosed(first.getDeviceId(), last)
                .mapToObj(Device::gpu)
                .toList();
    }

    private static String words(int found) {
        return found == 0
                ? "the engine finds no GPU (none in the machine, or libtorch without CUDA)"
                : "only gpu:0" + (found == 1 ? " is" : " to gpu:" + (found - 1) + " are") + " there";
    }

    /** GPUs that the engine can work on; loads it. */
    public static int gpus() {
        return Engine.getInstance().getGpuCount();
    }

    /**
     * Lets cuDNN try its algorithms for each shape it meets, and keep the fastest. No effect on the CPU. To be called after
     * {@link #start}.
     */
    public static void tuneConvolutions(boolean tries) {
        JniUtils.setBenchmarkCuDNN(tries);
    }

    /**
     * Switches the recording of gradients off for this thread. libtorch records by default on every thread but
     * the one that loaded it, which would keep all activations of an evaluation.
     */
    public static void recordNothing() {
        JniUtils.setGradMode(false);
    }

    /**
     * Runs work on the CPU on one thread, for what is small beside a training step and runs while the loader's threads
     * are busy: with more threads every operation waits, spinning, until the last of them has been given a core. Only
     * for operations that treat each value by itself, whose results do not depend on threads.
     */
    static <T> T onOneThread(Device device, Supplier<T> work) {
        int threads = device.isGpu() ? 1 : JniUtils.getNumThreads();
        if (threads == 1) {
            return work.get();
        }
        JniUtils.setNumThreads(1);
        try {
            return work.get();
        } finally {
            JniUtils.setNumThreads(threads);
        }
    }
}
