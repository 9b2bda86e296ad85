package io.unmask.experiments.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.unmask.train.StepPhase;
import io.unmask.train.TrainingListener;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StepClockTest {
    private static final int WARM_UP = 2;
    private static final int STEPS = 5;
    private static final int MILLIS = 20;

    @Test
    void everyPartIsTimed_andWarmingUpIsNot() throws InterruptedException {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            var clock = new StepClock(WARM_UP, new Barrier(manager), new MemoryGauge(Device.cpu(), 0));
            for (int i = 0; i < WARM_UP + STEPS; i++) {
                step(clock, i < WARM_UP ? 3 * MILLIS : MILLIS, i);
            }
            assertEquals(STEPS, clock.whole().length);
            assertEquals(STEPS, clock.split().length);
            assertArrayEquals(clock.split(), clock.whole(), 1e-2);
            assertEquals(Arrays.stream(clock.whole()).sum(), clock.seconds(), 1e-9);
            // Two batches an update: what comes twice counts twice.
            assertAbout(2 * MILLIS, clock.part(StepPhase.FORWARD));
            assertAbout(MILLIS, clock.part(StepPhase.UPDATE));
            assertAbout(0, clock.part(StepPhase.BACKWARD));
            assertAbout(0, clock.part(StepPhase.WAIT));
            assertAbout(MILLIS, clock.part(StepPhase.REST));
        }
    }

    private static void step(StepClock clock, int millis, int number) throws InterruptedException {
        for (int batch = 0; batch < 2; batch++) {
            clock.phase(StepPhase.WAIT);
            clock.phase(StepPhase.TO_DEVICE);
            clock.phase(StepPhase.FORWARD);
            Thread.sleep(millis);
            clock.phase(StepPhase.BACKWARD);
        }
        clock.phase(StepPhase.UPDATE);
        Thread.sleep(millis);
        clock.phase(StepPhase.REST);
        Thread.sleep(millis);
        clock.step(new TrainingListener.StepProgress(1, 1, number + 1L, WARM_UP + STEPS, 1, 1, 1, 1));
    }

    private static void assertAbout(int millis, double[] seconds) {
        assertEquals(STEPS, seconds.length);
        double median = Rounds.median(seconds) * 1000;
        assertTrue(median >= millis && median < millis + MILLIS, millis + " ms, found " + Arrays.toString(seconds));
    }
}
