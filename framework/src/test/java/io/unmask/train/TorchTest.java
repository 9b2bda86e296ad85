package io.unmask.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.unmask.config.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorchTest {
    @Test
    void cpu_isAlwaysThere() {
        assertEquals(Device.cpu(), Torch.device("cpu"));
    }

    @Test
    void auto_takesAGpuWhereThereIsOne() {
        boolean gpu = Engine.getInstance().getGpuCount() > 0;
        assertEquals(gpu ? Device.gpu(0) : Device.cpu(), Torch.device("auto"));
    }

    @Test
    void aGpuThatIsNotThere_isNamedWithTheCure() {
        var exception = assertThrows(BadInputException.class, () -> Torch.device("gpu:99"));
        assertTrue(exception.getMessage().contains("gpu:99"), exception.getMessage());
        assertTrue(exception.getMessage().contains("device: auto or cpu"), exception.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cuda", "gpu:", "gpu:-1", "gpu:x", ""})
    void anythingElse_isRefusedWithWhatIsKnown(String setting) {
        var exception = assertThrows(BadInputException.class, () -> Torch.device(setting));
        assertTrue(exception.getMessage().contains("auto, cpu, gpu or gpu:N"), exception.getMessage());
    }

    @Test
    void threads_cannotChangeOnceTheEngineRuns() {
        Engine.getInstance();
        assertThrows(IllegalStateException.class, () -> Torch.start(63));
    }
}
