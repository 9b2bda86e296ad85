package io.unmask.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unmask.config.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    @TempDir
    Path folder;

    private Path history(String text) throws IOException {
        return Files.writeString(folder.resolve("history.csv"), text);
    }

    @Test
    void emptyFields_areNoNumbers() throws IOException {
        History history = History.read(history("epoch,train_loss,video_auc\n1,0.5,\n2,0.25,0.75\n"));
        assertArrayEquals(new double[] {1, 2}, history.epochs());
        assertArrayEquals(new double[] {Double.NaN, 0.75}, history.columns().get("video_auc"));
    }

    @Test
    void aShortRow_isNamedWithItsLine() throws IOException {
        Path file = history("epoch,train_loss\n1,0.5\n2\n");
        String message =
                assertThrows(BadInputException.class, () -> History.read(file)).getMessage();
        assertEquals(file + ":3: found 1 fields under a header of 2", message);
    }
}
