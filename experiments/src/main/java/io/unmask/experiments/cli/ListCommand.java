package io.unmask.experiments.cli;

import io.unmask.config.BadInputException;
import io.unmask.config.Component;
import io.unmask.config.Components;
import io.unmask.config.Nearest;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code unmask list}: the components that YAML can name. */
@Command(
        name = "list",
        description = {"List the components that YAML can name.", "See also: unmask describe NAME"})
final class ListCommand extends Subcommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "FAMILY",
            description = "One family only: backbone, optimizer, data_source, …")
    private @Nullable String family;

    @Override
    public Integer call() {
        PrintWriter out = out();
        Components components = program().components();
        Collection<Class<?>> families = ConfigFile.families(components);
        if (family != null) {
            families = List.of(family(families, family));
        }
        for (Class<?> one : families) {
            print(out, one, components);
        }
        return 0;
    }

    static void print(PrintWriter out, Class<?> family, Components components) {
        out.println(ConfigFile.family(family));
        int width =
                components.names(family).stream().mapToInt(String::length).max().orElse(0);
        for (Component component : components.of(family)) {
            out.println(String.format(Locale.ROOT, "  %-" + (width + 2) + "s%s", component.name(), component.doc())
                    .stripTrailing());
        }
        if (width == 0) {
            out.println("  (none)");
        }
        out.println();
    }

    private static Class<?> family(Collection<Class<?>> families, String name) {
        String wanted = name.toLowerCase(Locale.ROOT).replaceAll("[ -]", "_");
        for (Class<?> one : families) {
            if (wanted.equals(ConfigFile.family(one)) || wanted.equals(ConfigFile.family(one) + "s")) {
                return one;
            }
        }
        List<String> known = families.stream().map(ConfigFile::family).toList();
        String nearest = Nearest.to(wanted, known);
        throw new BadInputException("no family \"" + name + "\""
                + (nearest == null ? "" : "\n    nearest: \"" + nearest + "\"")
                + "\n    known: " + String.join(", ", known));
    }
}
