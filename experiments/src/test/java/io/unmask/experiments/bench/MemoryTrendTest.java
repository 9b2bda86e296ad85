package io.unmask.experiments.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryTrendTest {
    @Test
    void theSlopeIsThatOfTheSecondHalf() {
        double[] updates = IntStream.range(0, 100).mapToDouble(i -> 50.0 * i).toArray();
        // Falls by 5 a reading, then grows by a tenth of a MiB in 50 updates.
        double[] resident = IntStream.range(0, 100)
                .mapToDouble(i -> i < 50 ? 1000 - 5 * i : 750 + 0.1 * i)
                .toArray();
        double[] arrays = IntStream.range(0, 100).mapToDouble(i -> 7 + i % 3).toArray();
        MemoryTrend trend = MemoryTrend.of(updates, resident, new double[100], arrays);
        assertEquals(2, trend.perThousand(), 1e-9);
        assertEquals(1000 - 5 * 14.5, trend.early(), 1e-9);
        assertEquals(750 + 9.45, trend.late(), 1e-9);
        assertEquals(9, trend.earlyArrays());
        assertEquals(9, trend.lateArrays());
    }
}
