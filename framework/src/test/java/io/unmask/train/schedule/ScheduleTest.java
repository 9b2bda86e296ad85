package io.unmask.train.schedule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hand-counted rates; PyTorch's and timm's own sequences are held by conform. */
class ScheduleTest {
    private static double[] rates(Schedule schedule, int steps, int stepsPerEpoch, double... metrics) {
        double[] rates = new double[steps];
        for (int step = 0; step < steps; step++) {
            List<Double> known = new ArrayList<>();
            for (int epoch = 0; epoch < Math.min(step / stepsPerEpoch, metrics.length); epoch++) {
                known.add(metrics[epoch]);
            }
            rates[step] = schedule.learningRate(1, new Progress(step, steps, stepsPerEpoch, known, true));
        }
        return rates;
    }

    @Test
    void byEpoch_changesBetweenEpochs_byStepAfterEach() {
        assertArrayEquals(new double[] {1, 1, 0.5, 0.5, 0.25}, rates(new Step(1, 0.5, Unit.EPOCH), 5, 2), 1e-12);
        Step before = new Step(4, 0.85, Unit.EPOCH, Step.Stepped.BEFORE);
        double second = 0.85 * 0.85;
        assertArrayEquals(
                new double[] {1, 1, 1, 0.85, 0.85, 0.85, 0.85, second, second, second}, rates(before, 10, 1), 1e-12);
        assertArrayEquals(new double[] {1, 0.5, 0.25, 0.125}, rates(new Exponential(0.5, Unit.STEP), 4, 2), 1e-12);
    }

    @Test
    void cosineWithoutALength_takesTheWholeTraining() {
        double[] rates = rates(new Cosine(null, 0, Unit.STEP), 4, 2);
        assertArrayEquals(new double[] {1, (1 + Math.sqrt(0.5)) / 2, 0.5, (1 - Math.sqrt(0.5)) / 2}, rates, 1e-12);
    }

    @Test
    void warmUp_risesThenRunsTheOther_overTheRest() {
        Schedule schedule = new WarmUp(2, 0.5, Unit.EPOCH, new Polynomial(null, 1, Unit.EPOCH));
        assertArrayEquals(new double[] {0.5, 0.75, 1, 0.75, 0.5, 0.25}, rates(schedule, 6, 1), 1e-12);
    }

    @Test
    void warmUpBySteps_beforeASchedulebyEpochs_countsBothFromItsEnd() {
        Schedule schedule = new WarmUp(3, 0.25, Unit.STEP, new Step(1, 0.5, Unit.EPOCH));
        assertArrayEquals(new double[] {0.25, 0.5, 0.75, 1, 1, 0.5, 0.5}, rates(schedule, 7, 2), 1e-12);
    }

    @Test
    void sequence_startsEachScheduleFromItsBeginning() {
        Schedule schedule = new Sequential(
                List.of(new Constant(), new Exponential(0.5, Unit.EPOCH), new Exponential(0.1, Unit.EPOCH)),
                List.of(1, 3),
                Unit.EPOCH);
        assertArrayEquals(new double[] {1, 1, 0.5, 1, 0.1}, rates(schedule, 5, 1), 1e-12);
    }

    @Test
    void plateau_bearsItsPatienceThenFalls() {
        // Epochs 2 and 3 are no better than 0.6 in epoch 1: one is borne, the second lowers the rate for epoch 4.
        Plateau plateau = new Plateau(0.1, 1, 0, true, 0, 0);
        assertArrayEquals(
                new double[] {1, 1, 1, 1, 0.1, 0.1}, rates(plateau, 6, 1, 0.5, 0.6, 0.6, 0.55, 0.7, 0.8), 1e-12);
    }

    @Test
    void plateau_restsAfterAFall_andStopsAtItsFloor() {
        Plateau plateau = new Plateau(0.1, 0, 0, true, 1, 0.05);
        // 0.5 is the best; epoch 1 lowers, epoch 2 rests, epoch 3 lowers to the floor.
        assertArrayEquals(
                new double[] {1, 1, 0.1, 0.1, 0.05, 0.05}, rates(plateau, 6, 1, 0.5, 0.5, 0.5, 0.5, 0.5), 1e-12);
    }

    @Test
    void plateau_threshold_isAPartOrADifference() {
        double[] metrics = {0.5, 0.504, 0.509};
        assertEquals(1, rates(new Plateau(0.1, 0, 0.007, true, 0, 0), 3, 1, metrics)[2]);
        assertEquals(0.1, rates(new Plateau(0.1, 0, 0.007, false, 0, 0), 3, 1, metrics)[2], 1e-12);
    }

    @Test
    void plateau_withALoss_wantsItToFall() {
        Progress falling = new Progress(2, 5, 1, List.of(0.5, 0.4), false);
        Progress rising = new Progress(2, 5, 1, List.of(0.5, 0.6), false);
        Plateau plateau = new Plateau(0.1, 0, 0, true, 0, 0);
        assertEquals(1, plateau.learningRate(1, falling));
        assertEquals(0.1, plateau.learningRate(1, rising), 1e-12);
    }

    @Test
    void timmWarmUpBefore_shiftsTheFall() {
        Schedule before = new TimmCosine(4, 0, 2, 0.5, true, 1, 1, 1, false, Unit.EPOCH);
        assertArrayEquals(
                new double[] {0.5, 0.75, 1, (1 + Math.sqrt(0.5)) / 2, 0.5},
                Arrays.copyOf(rates(before, 7, 1), 5),
                1e-12);
    }

    @Test
    void timmCycles_growAndShrink_thenStayAtTheFloor() {
        Schedule cycles = new TimmCosine(1, 0.01, 0, 0, false, 2, 2, 0.5, false, Unit.EPOCH);
        assertArrayEquals(new double[] {1, 0.5, 0.255, 0.01, 0.01}, rates(cycles, 5, 1), 1e-12);
    }
}
