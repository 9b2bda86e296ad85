package io.unmask.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registered component owes its users; a new one is tested here without being named. */
class ComponentContractTest {
    private static final Components COMPONENTS = Components.builtIn();
    private static final String SNAKE_CASE = "[a-z][a-z0-9]*(_[a-z0-9]+)*";

    /** Components whose required settings have to fit each other. */
    private static final Map<String, String> EXAMPLES =
            Map.of("sequential", "{schedules: [constant, constant], milestones: [1]}");

    @TempDir
    Path folder;

    static List<Component> components() throws Exception {
        List<Component> all = new ArrayList<>();
        for (URL services : Collections.list(Component.class.getClassLoader().getResources("META-INF/services"))) {
            if (services.getProtocol().equals("file")) {
                for (String family : indexes(services.toURI())) {
                    all.addAll(COMPONENTS.of(Class.forName(family, false, Component.class.getClassLoader())));
                }
            }
        }
        return all;
    }

    private static List<String> indexes(URI services) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(services))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("io.unmask."))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theIndexesAreFound() throws Exception {
        List<String> names = components().stream().map(Component::name).toList();
        assertTrue(names.containsAll(List.of("resnet18", "adam", "cosine", "portraits", "oven")), names.toString());
    }

    @ParameterizedTest
    @MethodSource("components")
    void everythingIsDocumented(Component component) {
        assertTrue(component.doc().endsWith("."), component + " has no sentence in @Doc");
        for (Setting setting : component.settings()) {
            String doc = setting.doc();
            assertNotNull(doc, component.name() + "." + setting.key() + " has no @Doc");
            assertTrue(doc.endsWith("."), "a sentence: " + doc);
        }
    }

    @ParameterizedTest
    @MethodSource("components")
    void namesAreSnakeCase(Component component) {
        assertTrue(component.name().matches(SNAKE_CASE), component.name());
        component.settings().forEach(setting -> assertTrue(setting.key().matches(SNAKE_CASE), setting.key()));
    }

    @ParameterizedTest
    @MethodSource("components")
    void defaultsBind_andWhatIsWrittenBindsToAnEqualRecord(Component component) throws IOException {
        ConfigReader reader = new ConfigReader(COMPONENTS, Map.of());
        Path file = Files.writeString(folder.resolve("component.yaml"), required(component));
        Record bound = (Record) reader.read(file, List.of(), component.type());
        String written = ConfigWriter.yaml(bound);
        assertEquals(bound, reader.read(Files.writeString(file, written), List.of(), component.type()), written);
        assertEquals(
                component.settings().stream().map(Setting::key).toList(),
                List.copyOf(ConfigWriter.plain(bound).keySet()));
    }

    @ParameterizedTest
    @MethodSource("components")
    void anUnknownKey_isAProblemNotIgnored(Component component) throws IOException {
        String settings = required(component).equals("{}")
                ? "{no_such_key: 1}"
                : required(component).replaceFirst("\\{", "{no_such_key: 1, ");
        String message = new ConfigFiles(folder).messageOf(settings, component.type());
        assertTrue(message.contains("no_such_key: no such key"), message);
        assertFalse(message.isBlank());
    }

    /** The least that a component asks for. */
    private static String required(Component component) {
        if (EXAMPLES.containsKey(component.name())) {
            return EXAMPLES.get(component.name());
        }
        return required(component.settings());
    }

    private static String required(List<Setting> settings) {
        return settings.stream()
                .filter(Setting::required)
                .map(setting -> setting.key() + ": " + sample(setting.kind()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String sample(Kind kind) {
        if (kind instanceof Kind.ListOf list) {
            return "[" + sample(list.item()) + "]";
        }
        if (kind instanceof Kind.MapOf map) {
            return "{a: " + sample(map.value()) + "}";
        }
        if (kind instanceof Kind.Block block) {
            return required(Setting.of(block.type()));
        }
        if (kind instanceof Kind.OneOf one) {
            // The one that asks for least, so that a component that holds its own family comes to an end.
            Component least = COMPONENTS.of(one.family()).stream()
                    .min((a, b) -> Long.compare(
                            a.settings().stream().filter(Setting::required).count(),
                            b.settings().stream().filter(Setting::required).count()))
                    .orElseThrow();
            return "{" + least.name() + ": " + required(least) + "}";
        }
        if (kind instanceof Kind.Choice choice) {
            return choice.names().get(0);
        }
        return kind instanceof Kind.Flag ? "true" : kind instanceof Kind.Whole || kind instanceof Kind.Real ? "1" : "x";
    }
}
