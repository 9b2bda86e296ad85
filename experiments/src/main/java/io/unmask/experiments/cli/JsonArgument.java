package io.unmask.experiments.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unmask.files.WholeFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where figures go as JSON. A mixin of the benches. */
final class JsonArgument {
    private static final String STANDARD_OUTPUT = "-";
    private static final ObjectMapper JSON = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the figures into a file, too; - prints them as one line in place of the table.")
    private @Nullable String file;

    /** Whether the figures take the place of what people read. */
    boolean replacesTable() {
        return STANDARD_OUTPUT.equals(file);
    }

    /** Figures as an object, to which more can be added. */
    static ObjectNode tree(Object figures) {
        return JSON.valueToTree(figures);
    }

    /** Writes where the user wants them, if at all. */
    void write(ObjectNode figures, PrintWriter out) {
        if (file == null) {
            return;
        }
        try {
            if (replacesTable()) {
                out.println(JSON.writeValueAsString(figures));
            } else {
                byte[] text = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(figures);
                WholeFile.write(Path.of(file), to -> to.write(text));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("figures are records of numbers and texts", e);
        }
    }
}
