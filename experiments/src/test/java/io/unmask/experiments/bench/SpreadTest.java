package io.unmask.experiments.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SpreadTest {
    /** As numpy.quantile says of 1, 2, 4, 8. */
    @Test
    void quantiles_lieBetweenNeighboursInProportion() {
        Spread spread = Spread.of(new double[] {8, 1, 4, 2});
        assertEquals(4, spread.count());
        assertEquals(3.75, spread.mean());
        assertEquals(3, spread.median());
        assertEquals(1, spread.lowest());
        assertEquals(8, spread.highest());
        assertEquals(1.3, spread.p10(), 1e-12);
        assertEquals(6.8, spread.p90(), 1e-12);
        assertEquals(7.4, spread.p95(), 1e-12);
        assertEquals(7.88, spread.p99(), 1e-12);
    }

    @Test
    void aSingleValue_isAllOfThem() {
        Spread spread = Spread.of(new double[] {5});
        assertEquals(5, spread.lowest());
        assertEquals(5, spread.p99());
    }
}
