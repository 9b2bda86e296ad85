package io.unmask.train;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.unmask.config.BadInputException;
import org.jspecify.annotations.Nullable;

/**
 * Whether NVIDIA's libraries round float32 products to TensorFloat-32. libtorch lets cuDNN do so by default, and DJL has no
 * switch for it; what decides are two variables of the environment, read when the libraries start. They are set in this
 * process before the engine is loaded, whatever its environment was.
 */
public final class TensorFloat {
    /** 0: cuBLAS and cuDNN never round. */
    public static final String NVIDIA = "NVIDIA_TF32_OVERRIDE";
    /** 1: libtorch lets cuBLAS round; cuDNN it always does. */
    public static final String CUBLAS = "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE";

    private static @Nullable Boolean rounding;

    private TensorFloat() {}

    /** Where a process keeps its environment: Java's own copy is fixed when it starts. */
    private static final class LibC {
        static {
            Native.register("c");
        }

        private LibC() {}

        static native int setenv(String name, String value, int overwrite);

        static native int unsetenv(String name);

        static native @Nullable Pointer getenv(String name);
    }

    /** Decides, once in a process: the libraries never look again. To be called before the engine is loaded. */
    static synchronized void decide(boolean rounds) {
        if (rounding != null) {
            return;
        }
        rounding = rounds;
        try {
            if (rounds) {
                LibC.unsetenv(NVIDIA);
                LibC.setenv(CUBLAS, "1", 1);
            } else {
                LibC.setenv(NVIDIA, "0", 1);
                LibC.unsetenv(CUBLAS);
            }
        } catch (LinkageError e) {
            // Not a system with this C library. What the environment says counts: see actual().
        }
    }

    /** What NVIDIA's libraries find in this process: {@code on}, {@code off}, or {@code in convolutions alone}. */
    public static String actual() {
        if ("0".equals(variable(NVIDIA))) {
            return "off";
        }
        return "1".equals(variable(CUBLAS)) ? "on" : "in convolutions alone";
    }

    /** The variable as libraries of this process find it; null if it is not set. */
    static @Nullable String variable(String name) {
        try {
            Pointer value = LibC.getenv(name);
            return value == null ? null : value.getString(0);
        } catch (LinkageError e) {
            return System.getenv(name);
        }
    }

    /**
     * Does nothing where this process computes as wanted on a GPU.
     *
     * @throws BadInputException if it does not and cannot any more
     */
    public static void require(boolean rounds) {
        String wanted = rounds ? "on" : "off";
        if (!actual().equals(wanted)) {
            throw new BadInputException("train.precision: this process has TensorFloat-32 " + actual()
                    + " but needs it "
                    + wanted + ", which NVIDIA's libraries settle when they start. Run the trials in processes of their"
                    + " own (./unmask run does; in a cluster's task, one trial a task), with "
                    + (rounds ? CUBLAS + "=1 and no " + NVIDIA : NVIDIA + "=0") + " in the environment.");
        }
    }
}
