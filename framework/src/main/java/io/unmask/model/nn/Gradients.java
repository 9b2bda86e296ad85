package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradients of all parameters, in the order of {@link Parameters#flat}: as backward left them, one array for each parameter,
 * until somebody asks for one vector. Who works through a part at a time then finds it in the cache, and the vector is neither
 * written nor read.
 */
public final class Gradients {
    /** An array smaller than one such share of the largest part is copied together with its neighbours. */
    private static final int SMALL_SHARE = 16;

    private NDList stretches;

    /** Takes arrays of one axis, which may be overwritten afterwards. */
    Gradients(NDList stretches) {
        this.stretches = stretches;
    }

    /** Gradients that are one vector already, as long as the flat one; it may be overwritten afterwards. */
    public static Gradients of(NDArray vector) {
        return new Gradients(new NDList(vector));
    }

    /** All as one vector, on the manager of the arrays. Changing it changes these gradients. */
    public NDArray joined() {
        if (stretches.size() > 1) {
            NDArray joined = NDArrays.concat(stretches);
            stretches.close();
            stretches = new NDList(joined);
        }
        return stretches.singletonOrThrow();
    }

    /**
     * Where parts end that {@link #part} gives with little copying: arrays that are large stand for themselves, in equal pieces
     * if need be.
     *
     * @param most elements of a part
     */
    public List<Long> ends(long most) {
        List<Long> ends = new ArrayList<>();
        long begin = 0;
        long at = 0;
        for (NDArray stretch : stretches) {
            long size = stretch.size();
            boolean large = size * SMALL_SHARE > most;
            if (at > begin && (large || at + size - begin > most)) {
                ends.add(at);
                begin = at;
            }
            if (large) {
                long pieces = (size + most - 1) / most;
                for (long piece = 1; piece <= pieces; piece++) {
                    ends.add(at + size * piece / pieces);
                }
                begin = at + size;
            }
            at += size;
        }
        if (at > begin) {
            ends.add(at);
        }
        return ends;
    }

    /** Where the arrays live. */
    public NDManager manager() {
        return stretches.head().getManager();
    }

    /**
     * Those of the weights from {@code begin} to before {@code end}; may be overwritten.
     *
     * @param manager takes what is made for it
     */
    public NDArray part(long begin, long end, NDManager manager) {
        NDList parts = new NDList();
        long at = 0;
        for (NDArray stretch : stretches) {
            long from = Math.max(begin - at, 0);
            long to = Math.min(end - at, stretch.size());
            if (from < to) {
                parts.add(from == 0 && to == stretch.size() ? stretch : slice(stretch, from, to, manager));
            }
            at += stretch.size();
        }
        if (parts.size() == 1) {
            return parts.head();
        }
        NDArray joined = NDArrays.concat(parts);
        joined.attach(manager);
        return joined;
    }

    private static NDArray slice(NDArray stretch, long from, long to, NDManager manager) {
        NDArray slice = stretch.get(new NDIndex(from + ":" + to));
        slice.attach(manager);
        return slice;
    }
}
