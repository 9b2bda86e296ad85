package io.unmask.data.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameChoiceTest {
    @Test
    void evenlySpaced_equalsNumpysLinspaceTruncated() {
        // numpy.linspace(0, available - 1, count, dtype=int)
        assertArrayEquals(new int[] {0, 14, 28, 42, 56, 70, 84, 99}, new Even(8).of(100));
        assertArrayEquals(new int[] {0, 5, 10, 16, 21, 27, 32, 38, 43, 49}, new Even(10).of(50));
        assertArrayEquals(
                new int[] {
                    0, 12, 25, 38, 51, 64, 77, 90, 102, 115, 128, 141, 154, 167, 180, 193, 205, 218, 231, 244, 257, 270,
                    283, 296, 308, 321, 334, 347, 360, 373, 386, 399
                },
                new Even(32).of(400));
        assertArrayEquals(
                new int[] {0, 1, 2, 3, 5, 6, 7, 9, 10, 11, 13, 14, 15, 16, 18, 19, 20, 22, 23, 24, 26, 27, 28, 30},
                new Even(24).of(31));
        assertArrayEquals(new int[] {0, 281}, new Even(2).of(282));
        assertArrayEquals(new int[] {0}, new Even(1).of(282));
    }

    @Test
    void shortVideo_givesEachFrameOnce() {
        assertArrayEquals(new int[] {0, 1, 2}, new Even(32).of(3));
        assertArrayEquals(new int[] {0, 1, 2}, new Even(3).of(3));
        assertArrayEquals(new int[] {0}, new Even(1).of(1));
        assertArrayEquals(new int[0], new Even(4).of(0));
    }

    @Test
    void everyNth_andAll_beginWithTheFirst() {
        assertArrayEquals(new int[] {0, 10, 20}, new Every(10).of(30));
        assertArrayEquals(new int[] {0, 10, 20, 30}, new Every(10).of(31));
        assertArrayEquals(IntStream.range(0, 5).toArray(), new All().of(5));
        assertArrayEquals(new int[0], new Every(3).of(0));
    }
}
