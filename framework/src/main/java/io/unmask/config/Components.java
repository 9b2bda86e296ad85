package io.unmask.config;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The components that YAML can name. Each family's index is the file {@code META-INF/services/<interface>}
 * that AutoService writes; the classes are read from it without making objects (a record has no constructor
 * without arguments) and without initialising them, so that listing components loads no native library.
 */
public final class Components {
    private final ClassLoader loader;
    private final Map<Class<?>, SortedMap<String, Component>> families = new ConcurrentHashMap<>();

    private Components(ClassLoader loader) {
        this.loader = loader;
    }

    /** Those on the class path. */
    public static Components builtIn() {
        return new Components(Components.class.getClassLoader());
    }

    /**
     * Those on the class path and in the jars of a folder, which register in the same way.
     *
     * @throws BadInputException if the folder is missing or holds no jar
     */
    public static Components withPlugins(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BadInputException("--plugins " + folder + ": there is no such folder");
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            if (jars.isEmpty()) {
                throw new BadInputException("--plugins " + folder + ": the folder holds no .jar file");
            }
            URL[] urls = new URL[jars.size()];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = url(jars.get(i));
            }
            return new Components(new URLClassLoader(urls, Components.class.getClassLoader()));
        } catch (IOException e) {
            throw new BadInputException("--plugins " + folder + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Objects of a service that YAML does not name, from the same class path and jars, each made anew. */
    public <T> List<T> services(Class<T> service) {
        return ServiceLoader.load(service, loader).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** The components of a family, by name. */
    public Collection<Component> of(Class<?> family) {
        return byName(family).values();
    }

    /** The names of a family's components, sorted. */
    public List<String> names(Class<?> family) {
        return List.copyOf(byName(family).keySet());
    }

    /** A component by its name, or null. */
    public @Nullable Component find(Class<?> family, String name) {
        return byName(family).get(name);
    }

    /** The name in YAML of a component's record. */
    public static String nameOf(Class<?> type) {
        JsonTypeName name = type.getAnnotation(JsonTypeName.class);
        if (name == null) {
            throw new BadInputException(type.getName() + " is registered as a component but has no @JsonTypeName");
        }
        return name.value();
    }

    /** The families that a configuration of this type can name, nested ones with them, sorted by name. */
    public Collection<Class<?>> familiesOf(Class<?> root) {
        SortedMap<String, Class<?>> found = new TreeMap<>();
        collect(new Kind.Block(root), found, new LinkedHashSet<>());
        return Collections.unmodifiableCollection(found.values());
    }

    private void collect(Kind kind, SortedMap<String, Class<?>> found, Set<Class<?>> seen) {
        if (kind instanceof Kind.ListOf list) {
            collect(list.item(), found, seen);
        } else if (kind instanceof Kind.MapOf map) {
            collect(map.value(), found, seen);
        } else if (kind instanceof Kind.Block block && seen.add(block.type())) {
            Setting.of(block.type()).forEach(setting -> collect(setting.kind(), found, seen));
        } else if (kind instanceof Kind.OneOf one && seen.add(one.family())) {
            found.put(one.name(), one.family());
            of(one.family()).forEach(component -> collect(new Kind.Block(component.type()), found, seen));
        }
    }

    private SortedMap<String, Component> byName(Class<?> family) {
        return families.computeIfAbsent(family, this::read);
    }

    private SortedMap<String, Component> read(Class<?> family) {
        SortedMap<String, Component> found = new TreeMap<>();
        for (String className : index(family)) {
            Class<?> type = load(family, className);
            String name = nameOf(type);
            Component before = found.put(name, new Component(family, name, type));
            if (before != null) {
                throw new BadInputException("two components are called \"" + name + "\": " + describe(before.type())
                        + " and " + describe(type) + "; rename or remove one");
            }
        }
        return Collections.unmodifiableSortedMap(found);
    }

    private Class<?> load(Class<?> family, String className) {
        try {
            Class<?> type = Class.forName(className, false, loader);
            if (!type.isRecord() || !family.isAssignableFrom(type)) {
                throw new BadInputException(
                        describe(type) + " is registered as " + Kind.article(new Kind.OneOf(family).name())
                                + " but is no record that implements " + family.getName());
            }
            return type;
        } catch (ClassNotFoundException | LinkageError e) {
            throw new BadInputException(
                    "the component " + className + " cannot be loaded: " + e + "; was it built for another version?",
                    e);
        }
    }

    private Set<String> index(Class<?> family) {
        Set<String> names = new LinkedHashSet<>();
        try {
            for (URL url : Collections.list(loader.getResources("META-INF/services/" + family.getName()))) {
                var connection = url.openConnection();
                // A cached jar would stay open, and be read as it was, after the file has been replaced.
                connection.setUseCaches(false);
                try (BufferedReader lines = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
                    lines.lines()
                            .map(line -> line.replaceFirst("#.*", "").strip())
                            .filter(line -> !line.isEmpty())
                            .forEach(names::add);
                }
            }
        } catch (IOException e) {
            throw new BadInputException("the index of " + family.getName() + " cannot be read: " + e.getMessage(), e);
        }
        return names;
    }

    private static String describe(Class<?> type) {
        var source = type.getProtectionDomain().getCodeSource();
        return type.getName()
                + (source == null ? "" : " (" + source.getLocation().getPath() + ")");
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new BadInputException("the path " + jar + " is no URL: " + e.getMessage(), e);
        }
    }
}
