package io.unmask.experiments.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    Path folder;

    @Test
    void thisMachine_canRunTheTests() {
        for (Doctor.Examination examination : new Doctor(2).examinations()) {
            // The engine of this process may run with another number of threads: that is another test's business.
            if (!List.of("libtorch", "GPU").contains(examination.subject())) {
                Finding finding = examination.finding();
                assertTrue(finding.state() != Finding.State.FAIL, finding.toString());
            }
        }
    }

    @Test
    void everythingWrong_hasACure() {
        Finding bad = new Doctor.Examination("x", () -> {
                    throw new BadInputException("x cannot be loaded: no\n    cure: install x");
                })
                .finding();
        assertEquals(new Finding(Finding.State.FAIL, "x", "x cannot be loaded: no", "install x"), bad);
        Finding broken = new Doctor.Examination("y", () -> {
                    throw new UnsatisfiedLinkError("libgomp.so.1 is missing");
                })
                .finding();
        assertEquals("does not work: libgomp.so.1 is missing", broken.detail());
        assertNotNull(broken.cure());
    }

    @Test
    void aFolderThatIsNone_cannotBeWrittenTo() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Finding finding = Folders.of("cache", file.resolve("below"), "name another");
        assertEquals(Finding.State.FAIL, finding.state());
        assertEquals("name another", finding.cure());
        Finding fresh = Folders.of("cache", folder.resolve("a/b/c"), "name another");
        assertTrue(fresh.detail().endsWith(" MiB free"), fresh.detail());
    }

    private static Finding gpu(boolean cuda, @Nullable String driver, @Nullable String visible, String... gpus) {
        return new Libtorch("2.7.1", Path.of("/opt/torch/lib"), cuda, 2, driver, visible, List.of(gpus)).device();
    }

    @Test
    void aGpuThatIsNotUsed_hasTheCureForItsReason() {
        assertEquals(Finding.State.OK, gpu(false, null, null).state());
        assertEquals(Finding.State.OK, gpu(true, "NVIDIA 570", null, "gpu:0").state());
        Finding cpuLibrary = gpu(false, "NVIDIA 570", null);
        assertEquals(Libtorch.WAY, cpuLibrary.cure());
        assertTrue(cpuLibrary.detail().contains("NVIDIA 570"), cpuLibrary.detail());
        Finding hidden = gpu(true, "NVIDIA 570", "");
        assertTrue(String.valueOf(hidden.cure()).contains("unset CUDA_VISIBLE_DEVICES"), hidden.toString());
        Finding unseen = gpu(true, "NVIDIA 570", null);
        assertTrue(String.valueOf(unseen.cure()).contains("libcudart.so.12"), unseen.toString());
        assertEquals(
                3,
                List.of(cpuLibrary, hidden, unseen).stream()
                        .filter(finding -> finding.state() == Finding.State.WARN)
                        .count());
    }

    @Test
    void aLibtorchForGpusWithoutADriver_saysSo() {
        Finding finding = Doctor.unloadable("/x/libcaffe2_nvrtc.so: libcuda.so.1: cannot open shared object file");
        assertEquals(Finding.State.FAIL, finding.state());
        assertTrue(String.valueOf(finding.cure()).contains("unset PYTORCH_LIBRARY_PATH"), finding.toString());
    }
}
