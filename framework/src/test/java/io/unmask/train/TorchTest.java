package io.unmask.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.unmask.config.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        assertTrue(exception.getMessage().contains("auto, cpu, gpu, gpu:N"), exception.getMessage());
    }

    @Test
    void threads_cannotChangeOnceTheEngineRuns() {
        Engine.getInstance();
        assertThrows(IllegalStateException.class, () -> Torch.start(63));
    }

    /** What C programs see, which System.getenv does not. */
    @Test
    void theEnvironmentOfNvidiasLibraries_isSetInThisProcess() {
        Torch.startAnyhow();
        assertEquals("0", TensorFloat.variable(TensorFloat.NVIDIA));
        assertNull(TensorFloat.variable(TensorFloat.CUBLAS));
        assertEquals("off", TensorFloat.actual());
        TensorFloat.require(false);
        // The libraries look once, so the first decision stays.
        TensorFloat.decide(true);
        assertEquals("off", TensorFloat.actual());
        var exception = assertThrows(BadInputException.class, () -> TensorFloat.require(true));
        assertTrue(exception.getMessage().contains("TORCH_ALLOW_TF32_CUBLAS_OVERRIDE=1"), exception.getMessage());
    }

    @Test
    void everyGpu_isTheFirstToOneProcess() {
        if (Torch.gpus() > 0) {
            assertEquals(Device.gpu(0), Torch.device("gpu:*"));
        } else {
            var exception = assertThrows(BadInputException.class, () -> Torch.device("gpu:*"));
            assertTrue(exception.getMessage().contains("the engine finds no GPU"), exception.getMessage());
        }
    }

    @Test
    void theRuntimeOfCuda_isFoundBesideALibtorchOfPython(@TempDir Path packages) throws IOException {
        Path torch = Files.createDirectories(packages.resolve("torch/lib"));
        assertEquals(List.of(), CudaLibraries.runtimeFolders(null));
        assertEquals(List.of(), CudaLibraries.runtimeFolders(torch.toString()));
        Path runtime = Files.createDirectories(packages.resolve("nvidia/cuda_runtime/lib"));
        Files.createFile(runtime.resolve("libcudart.so.12"));
        assertEquals(List.of(runtime), CudaLibraries.runtimeFolders(torch.toString()));
    }
}
