package io.unmask.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvenFramesTest {
    @Test
    void positions_areThoseOfNumpyLinspace() {
        assertArrayEquals(new int[] {0, 14, 28, 42, 56, 70, 84, 99}, EvenFrames.of(100, 8));
        assertArrayEquals(new int[] {0, 5, 10, 16, 21, 27, 32, 38, 43, 49}, EvenFrames.of(50, 10));
        assertArrayEquals(new int[] {0, 3, 6}, EvenFrames.of(7, 3));
    }

    @Test
    void oneFrame_isTheFirst() {
        assertArrayEquals(new int[] {0}, EvenFrames.of(100, 1));
    }

    @Test
    void shortVideos_giveEachFrameOnce() {
        assertArrayEquals(new int[] {0, 1, 2}, EvenFrames.of(3, 32));
        assertArrayEquals(IntStream.range(0, 5).toArray(), EvenFrames.of(5, 0));
        assertArrayEquals(new int[0], EvenFrames.of(0, 4));
    }

    @Test
    void frames_areInTheOrderOfTheirNumbers() {
        assertEquals(List.of("2.png", "10.png", "100.png"), EvenFrames.inOrder(List.of("10.png", "100.png", "2.png")));
        assertEquals(7, EvenFrames.number("a/b_007.png"));
        assertEquals(-1, EvenFrames.number("a/b.png"));
    }
}
