package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Another floating type for the same values, with a gradient. DJL's {@code toType} switches recording off while it
 * converts; an addition in place into zeros of the wanted type converts as well, and libtorch converts the gradient back.
 */
public final class Cast {
    private Cast() {}

    /**
     * The values in another type, rounded to the nearest; beyond 65,504 they are infinite in float16. Memory layout stays.
     *
     * @param x floating point
     * @param type float16, float32 or float64: bfloat16 ends the process, in the engine
     * @return {@code x} itself where the type is right already; else on the manager of {@code x}
     */
    public static NDArray to(NDArray x, DataType type) {
        return to(x, type, x.getManager());
    }

    /** The same on another manager, for what is made from a parameter alone: with the network it would pile up. */
    static NDArray to(NDArray x, DataType type, NDManager manager) {
        if (x.getDataType() == type) {
            return x;
        }
        if (!type.isFloating() || type == DataType.BFLOAT16) {
            throw new IllegalArgumentException("no cast to " + type);
        }
        PtNDArray zeros = JniUtils.zerosLike((PtNDArray) x, type, x.getDevice(), SparseFormat.DENSE);
        zeros.attach(manager);
        return zeros.addi(x);
    }

    /** Float32 where it is float16, as everything outside a backbone expects; else the same. */
    public static NDArray outOfHalf(NDArray x) {
        return x.getDataType() == DataType.FLOAT16 ? to(x, DataType.FLOAT32) : x;
    }
}
