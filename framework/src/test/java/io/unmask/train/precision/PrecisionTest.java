package io.unmask.train.precision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import io.unmask.config.BadInputException;
import io.unmask.config.Components;
import io.unmask.config.ConfigException;
import io.unmask.config.ConfigReader;
import io.unmask.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecisionTest {
    @TempDir
    Path folder;

    private Precision read(String precision) throws IOException {
        Path file = Files.writeString(folder.resolve("train.yaml"), "precision: " + precision + "\n");
        return new ConfigReader(Components.builtIn(), Map.of())
                .read(file, List.of(), Training.class)
                .precision();
    }

    @Test
    void halfPrecision_startsAsGradScalerDoes() throws IOException {
        assertEquals(new Fp16(65_536, 2, 0.5, 2000), read("fp16"));
        assertEquals(new Fp16(65_536, 2, 0.5, 7), read("{fp16: {growth_interval: 7}}"));
    }

    @Test
    void theScale_followsTheRuleOfGradScaler() {
        Fp16 rule = new Fp16(1024, 2, 0.5, 3);
        LossScale scale = rule.lossScale();
        double[] values = new double[8];
        for (int update = 0; update < values.length; update++) {
            values[update] = scale.value();
            scale = rule.after(scale, update == 4);
        }
        assertArrayEquals(new double[] {1024, 1024, 1024, 2048, 2048, 1024, 1024, 1024}, values);
        assertEquals(new LossScale(2048, 0, 1), scale);
    }

    @Test
    void bf16_isRefusedWithItsReason() {
        var exception = assertThrows(ConfigException.class, () -> read("bf16"));
        assertTrue(exception.getMessage().contains("bf16 is not offered"), exception.getMessage());
        assertTrue(exception.getMessage().contains("known: fp16, fp32, tf32"), exception.getMessage());
    }

    @Test
    void tf32_isRefusedWhereThereIsNone() {
        var cpu = assertThrows(BadInputException.class, () -> new Tf32().require(Device.cpu()));
        assertTrue(cpu.getMessage().contains("the device is the CPU"), cpu.getMessage());
        var old = assertThrows(BadInputException.class, () -> Tf32.requireCapability("75"));
        assertTrue(old.getMessage().contains("this one has 7.5"), old.getMessage());
        assertDoesNotThrow(() -> Tf32.requireCapability("80"));
        assertDoesNotThrow(() -> Tf32.requireCapability("120"));
    }
}
