package io.unmask.experiments.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unmask.config.Components;
import io.unmask.config.JsonSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static final Path COMMITTED = Path.of("../configs/schema.json");

    @Test
    void theCommittedSchema_isTheOneOfTheRecords() throws IOException {
        assertEquals(
                schema(),
                Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "",
                "the settings have changed; write the schema anew with: ./unmask describe --schema > configs/schema.json");
    }

    @Test
    void itCoversDefaultsDocsAndComponents() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(schema());
        JsonNode epochs = schema.at("/definitions/training/properties/epochs");
        assertEquals(20, epochs.path("default").asInt());
        assertEquals(
                "Passes over the training data.", epochs.path("description").asText());
        assertEquals("integer", epochs.at("/type/0").asText());
        JsonNode optimizers = schema.at("/definitions/optimizer/anyOf");
        assertTrue(optimizers.at("/0/enum").toString().contains("\"adam\""));
        assertTrue(optimizers.at("/1/properties").has("sgd"));
        assertEquals(
                1e-3,
                schema.at("/definitions/optimizer.adam/properties/learning_rate/default")
                        .asDouble());
        assertEquals(
                "[\"raw\",\"hq\",\"lq\"]",
                schema.at("/definitions/data_settings/properties/compression/anyOf/0/enum")
                        .toString());
        assertTrue(schema.at("/properties/name/description").asText().endsWith("Required."));
        assertTrue(schema.at("/properties").has("extends"));
    }

    @Test
    void everyReference_hasADefinition() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(schema());
        for (JsonNode reference : schema.findValues("$ref")) {
            String pointer = reference.asText().substring(1);
            assertTrue(schema.at(pointer).isObject() && !schema.at(pointer).isEmpty(), pointer);
        }
        assertTrue(schema.findValues("$ref").size() > 20);
    }

    private static String schema() {
        return JsonSchema.of(Experiment.class, Components.builtIn());
    }
}
