package io.unmask.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.random.Seeds;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleOrderTest {
    @Test
    void shuffled_seesEverySampleOnce_inAnotherOrderEachEpoch() {
        SampleOrder order = SampleOrder.shuffled(50, Seeds.of(1));
        int[] first = order.of(0);
        assertArrayEquals(
                IntStream.range(0, 50).toArray(), Arrays.stream(first).sorted().toArray());
        assertFalse(Arrays.equals(first, order.of(1)));
        assertArrayEquals(first, SampleOrder.shuffled(50, Seeds.of(1)).of(0));
    }

    @Test
    void balanced_seesBothClassesAsOften_andNoSampleTwiceMoreThanAnotherOfItsClass() {
        // 3 reals, 14 fakes: 8 draws of the reals, 9 of the fakes.
        int[] labels = IntStream.range(0, 17).map(i -> i < 3 ? 0 : 1).toArray();
        int[] order = SampleOrder.balanced(labels, Seeds.of(2)).of(4);
        int[] seen = new int[17];
        Arrays.stream(order).forEach(i -> seen[i]++);
        assertEquals(17, order.length);
        assertEquals(8, Arrays.stream(order).filter(i -> labels[i] == 0).count());
        for (int i = 0; i < 17; i++) {
            int sample = i;
            assertTrue(i < 3 ? seen[i] == 2 || seen[i] == 3 : seen[i] <= 1, () -> sample + ": " + seen[sample]);
        }
    }
}
