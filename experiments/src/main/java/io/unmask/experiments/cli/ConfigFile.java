package io.unmask.experiments.cli;

import io.unmask.config.Components;
import io.unmask.config.Kind;
import io.unmask.config.Setting;
import io.unmask.data.prepare.Preparation;
import io.unmask.data.prepare.Recompression;
import io.unmask.experiments.inspect.InspectFile;
import io.unmask.experiments.plan.Experiment;
import io.unmask.experiments.predict.PredictSettings;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The YAML files that there are, by the command that reads them. */
enum ConfigFile {
    /** What {@code run}, {@code check} and most other commands read. */
    EXPERIMENT(Experiment.class),
    /** Videos to face crops. */
    PREPARE(Preparation.class),
    /** Videos to other levels of compression. */
    COMPRESS(Recompression.class),
    /** What to look at. */
    INSPECT(InspectFile.class),
    /** How faces of one's own files are found. */
    PREDICT(PredictSettings.class);

    private final Class<? extends Record> type;

    ConfigFile(Class<? extends Record> type) {
        this.type = type;
    }

    /** The record that it is read into. */
    Class<? extends Record> type() {
        return type;
    }

    /** Its name on the command line. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of file of this name, or null. */
    static @Nullable ConfigFile named(String name) {
        return Arrays.stream(values())
                .filter(file -> file.key().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The names of all of them. */
    static List<String> keys() {
        return Arrays.stream(values()).map(ConfigFile::key).toList();
    }

    /** The families of components that any of them can name, sorted by name. */
    static Collection<Class<?>> families(Components components) {
        SortedMap<String, Class<?>> families = new TreeMap<>();
        for (ConfigFile file : values()) {
            components.familiesOf(file.type).forEach(family -> families.put(family(family), family));
        }
        return families.values();
    }

    /** What a family is called on the command line: "data source" as one word, data_source. */
    static String family(Class<?> family) {
        return new Kind.OneOf(family).name().replace(' ', '_');
    }

    /** The record of a block by its path, {@code train}, {@code data.image} or {@code prepare.crop}; null if there is none. */
    static @Nullable Class<?> block(String path) {
        String[] keys = path.split("\\.", -1);
        ConfigFile file = named(keys[0]);
        Class<?> type = file == null ? EXPERIMENT.type : file.type;
        for (int i = file == null ? 0 : 1; i < keys.length; i++) {
            String key = keys[i];
            Kind kind = Setting.of(type).stream()
                    .filter(setting -> setting.key().equals(key))
                    .map(Setting::kind)
                    .findFirst()
                    .orElse(null);
            if (!(kind instanceof Kind.Block block)) {
                return null;
            }
            type = block.type();
        }
        return type;
    }

    /** The blocks of a file itself, as {@link #block} takes them. */
    List<String> blocks() {
        return Setting.of(type).stream()
                .filter(setting -> setting.kind() instanceof Kind.Block)
                .map(setting -> this == EXPERIMENT ? setting.key() : key() + "." + setting.key())
                .toList();
    }
}
