package io.unmask.experiments.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Places for trials on the GPUs of a machine. A process on a place sees its GPU, or GPUs, alone, through {@link #VISIBLE},
 * whose value the place is.
 */
final class GpuSlots {
    /** The variable by which CUDA hides GPUs from a process. */
    static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

    private final BlockingQueue<String> free = new LinkedBlockingQueue<>();

    private GpuSlots(List<String> places) {
        free.addAll(places);
    }

    /**
     * Places.
     *
     * @param found GPUs that the engine sees in this process
     * @param visible the value of {@link #VISIBLE} in this process, such as {@code 2,3} or names; null if all are visible
     * @param jobs trials at a time; where they are more than groups of GPUs, some share one
     * @param each GPUs of a trial, at most as many as are found
     */
    static GpuSlots of(int found, @Nullable String visible, int jobs, int each) {
        List<String> names = visible == null
                ? IntStream.range(0, found).mapToObj(Integer::toString).toList()
                : Arrays.stream(visible.split(",", -1)).map(String::strip).toList();
        int groups = Math.min(found, names.size()) / each;
        List<String> places = new ArrayList<>();
        for (int job = 0; job < jobs; job++) {
            int first = job % groups * each;
            places.add(String.join(",", names.subList(first, first + each)));
        }
        return new GpuSlots(places);
    }

    /** A free place; waits for one. */
    String take() throws InterruptedException {
        return free.take();
    }

    /** Gives a place back. */
    void give(String place) {
        free.add(place);
    }
}
