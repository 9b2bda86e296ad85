package io.unmask.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentsTest {
    @TempDir
    Path folder;

    @Test
    void components_areListedByName() {
        assertEquals(
                List.of("camping", "open_fire", "oven"), Components.builtIn().names(Kitchen.Stove.class));
        assertEquals(
                "Bakes.",
                Components.builtIn().of(Kitchen.Stove.class).stream()
                        .filter(component -> component.name().equals("oven"))
                        .findFirst()
                        .orElseThrow()
                        .doc());
    }

    @Test
    void familiesOf_findsNestedOnes() {
        assertEquals(
                List.of(Kitchen.Dish.class, Kitchen.Stove.class),
                List.copyOf(Components.builtIn().familiesOf(Kitchen.class)));
    }

    @Test
    void aComponentInAJar_registersLikeABuiltInOne() throws IOException {
        plugin("microwave", "Microwave");
        Components components = Components.withPlugins(folder);
        assertEquals(List.of("camping", "microwave", "open_fire", "oven"), components.names(Kitchen.Stove.class));
        Path file = Files.writeString(folder.resolve("k.yaml"), "cook: a\nstove: {microwave: {watts: 900}}\n");
        Kitchen kitchen = new ConfigReader(components, Map.of()).read(file, List.of(), Kitchen.class);
        assertEquals("Microwave[watts=900]", kitchen.stove().toString());
        assertTrue(ConfigWriter.yaml(kitchen).contains("stove:\n  microwave:\n    watts: 900\n"));
    }

    @Test
    void aNameThatIsTaken_isAnErrorThatNamesBoth() throws IOException {
        plugin("oven", "OtherOven");
        String message = assertThrows(
                        BadInputException.class,
                        () -> Components.withPlugins(folder).names(Kitchen.Stove.class))
                .getMessage();
        assertTrue(
                message.matches("two components are called \"oven\": io.unmask.config.Kitchen\\$Oven \\(.*\\) and"
                        + " lab.OtherOven \\(.*oven.jar\\); rename or remove one"),
                message);
    }

    @Test
    void aBrokenIndex_isAnErrorThatNamesTheClass() throws IOException {
        jar(
                "broken",
                Map.of(
                        "META-INF/services/io.unmask.config.Kitchen$Stove",
                        "lab.Gone\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "the component lab.Gone cannot be loaded: java.lang.ClassNotFoundException: lab.Gone; was it built for another"
                        + " version?",
                assertThrows(
                                BadInputException.class,
                                () -> Components.withPlugins(folder).names(Kitchen.Stove.class))
                        .getMessage());
    }

    @Test
    void aFolderWithoutJars_isAnError() {
        Path none = folder.resolve("none");
        assertEquals(
                "--plugins " + none + ": there is no such folder",
                assertThrows(BadInputException.class, () -> Components.withPlugins(none))
                        .getMessage());
        assertEquals(
                "--plugins " + folder + ": the folder holds no .jar file",
                assertThrows(BadInputException.class, () -> Components.withPlugins(folder))
                        .getMessage());
    }

    /** Compiles a component as a user would, and puts it into a jar. */
    private void plugin(String name, String type) throws IOException {
        Path source = folder.resolve("src/lab/" + type + ".java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, """
                package lab;

                @com.fasterxml.jackson.annotation.JsonTypeName("%s")
                @io.unmask.config.Doc("Of a plugin.")
                public record %s(@io.unmask.config.Default("700") int watts) implements io.unmask.config.Kitchen.Stove {}
                """.formatted(name, type));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertEquals(0, code);
        jar(
                name,
                Map.of(
                        "META-INF/services/io.unmask.config.Kitchen$Stove",
                        ("lab." + type + "\n").getBytes(StandardCharsets.UTF_8),
                        "lab/" + type + ".class",
                        Files.readAllBytes(classes.resolve("lab/" + type + ".class"))));
    }

    private void jar(String name, Map<String, byte[]> entries) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve(name + ".jar")))) {
            for (var entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
                jar.closeEntry();
            }
        }
    }
}
