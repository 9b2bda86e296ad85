package io.unmask.experiments.bench;

import org.jspecify.annotations.Nullable;

/**
 * Use of memory while something was measured, MiB.
 *
 * @param peakResident highest of the process, Java's memory in it; −1 where the system does not tell
 * @param before resident before the network was made
 * @param javaHeap reserved by Java at the end, garbage included
 * @param device in use on the GPU at the end, by whatever program; null on a CPU
 */
public record MemoryFigures(
        long peakResident,
        long before,
        long javaHeap,
        @Nullable Long device) {}
