package io.unmask.model.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradientsTest {
    /** Arrays of these sizes whose values count on from 0. */
    private static NDList arrays(NDManager manager, int... sizes) {
        NDList arrays = new NDList();
        int at = 0;
        for (int size : sizes) {
            arrays.add(manager.create(counting(at, at + size)));
            at += size;
        }
        return arrays;
    }

    private static float[] counting(int begin, int end) {
        float[] values = new float[end - begin];
        IntStream.range(begin, end).forEach(value -> values[value - begin] = value);
        return values;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "1 1 1 1                : 64 : 4",
                "10 1 1 90 1            : 64 : 10 12 57 102 103",
                "64 128 3               : 64 : 64 128 192 195",
                "4 4 4 4 4 4            : 16 : 4 8 12 16 20 24",
                "3 3 3 3 3 3            : 64 : 18",
                "4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 : 64 : 64 72",
            })
    void largeArraysStandForThemselves_smallOnesTogether(String sizes, long most, String ends) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Gradients gradients = new Gradients(arrays(manager, numbers(sizes)));
            List<Long> found = gradients.ends(most);
            assertEquals(Arrays.stream(numbers(ends)).mapToObj(Long::valueOf).toList(), found);
            long begin = 0;
            for (long end : found) {
                assertArrayEquals(
                        counting((int) begin, (int) end),
                        gradients.part(begin, end, manager).toFloatArray());
                begin = end;
            }
        }
    }

    private static int[] numbers(String text) {
        return Arrays.stream(text.strip().split(" +"))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    @Test
    void aWholeArrayIsNotCopied() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDList arrays = arrays(manager, 3, 20);
            assertSame(arrays.get(1), new Gradients(arrays).part(3, 23, manager));
        }
    }

    @Test
    void joined_isOneVectorFromThenOn() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Gradients gradients = new Gradients(arrays(manager, 3, 20));
            gradients.joined().muli(2);
            assertArrayEquals(new float[] {4, 6}, gradients.part(2, 4, manager).toFloatArray());
        }
    }
}
