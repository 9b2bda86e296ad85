package io.unmask.config;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes configurations below a folder and reads them. */
record ConfigFiles(Path folder, Map<String, String> environment) {
    ConfigFiles(Path folder) {
        this(folder, Map.of());
    }

    Path write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Kitchen read(String text, String... overrides) {
        return reader().read(write("k.yaml", text), List.of(overrides), Kitchen.class);
    }

    /** The message of a file that is wrong, without the name of its folder. */
    String problems(String text, String... overrides) {
        return message(write("k.yaml", text), overrides);
    }

    String messageOf(String text, Class<?> type) {
        Path file = write("k.yaml", text);
        return assertThrows(BadInputException.class, () -> reader().read(file, List.of(), type))
                .getMessage();
    }

    String message(Path file, String... overrides) {
        BadInputException thrown =
                assertThrows(BadInputException.class, () -> reader().read(file, List.of(overrides), Kitchen.class));
        return thrown.getMessage().replace(folder + "/", "");
    }

    ConfigReader reader() {
        return new ConfigReader(Components.builtIn(), environment);
    }
}
