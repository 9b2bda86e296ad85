package io.unmask.experiments.cli;

import io.unmask.config.BadInputException;
import io.unmask.config.Component;
import io.unmask.config.Components;
import io.unmask.config.Doc;
import io.unmask.config.JsonSchema;
import io.unmask.config.Kind;
import io.unmask.config.Nearest;
import io.unmask.config.Node;
import io.unmask.config.Position;
import io.unmask.config.Problems;
import io.unmask.config.Setting;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.plan.Trial;
import io.unmask.model.InputShape;
import io.unmask.model.backbone.Backbone;
import io.unmask.model.detector.Classifier;
import io.unmask.model.detector.Detector;
import io.unmask.model.loss.CrossEntropy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code unmask describe}: what a component or block can be set to. */
@Command(
        name = "describe",
        description = {
            "Print the settings of a component, a family, or a block of an experiment, with types and defaults. A network",
            "is shown with its parameters, taps, multiply-adds, and the memory of a training step; so is that of a YAML file.",
            "Examples: unmask describe adam; unmask describe backbone; unmask describe train; unmask describe m2tr"
        })
final class DescribeCommand extends Subcommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            defaultValue = "experiment",
            description =
                    "A component (adam), a family (backbone), a block (train, data.image), or a file and its blocks"
                            + " (experiment, prepare, prepare.crop, compress, inspect, predict).")
    private String name = ConfigFile.EXPERIMENT.key();

    @Option(
            names = "--side",
            paramLabel = "PIXELS",
            description = "Describe the network of a detector at this side; its paper's when left out.")
    private @Nullable Integer sidePixels;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "2",
            description = "Pictures of the training step whose memory is measured (default ${DEFAULT-VALUE}).")
    private int batchSize;

    @Option(
            names = "--schema",
            description =
                    "Print the JSON schema of experiments, or of the named kind of file (prepare, …), for editors.")
    private boolean schema;

    @Override
    public Integer call() {
        PrintWriter out = out();
        Components components = program().components();
        if (schema) {
            out.print(JsonSchema.of(described().type(), components));
            return 0;
        }
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            printNetwork(out, Plan.read(reader(), Path.of(name), List.of()));
        } else if (!found(out, components)) {
            throw unknown(components);
        }
        return 0;
    }

    private ConfigFile described() {
        ConfigFile file = ConfigFile.named(name);
        if (file == null) {
            throw new BadInputException(
                    "no kind of file is called \"" + name + "\"\n    known: " + String.join(", ", ConfigFile.keys()));
        }
        return file;
    }

    private boolean found(PrintWriter out, Components components) {
        boolean found = false;
        for (Class<?> family : ConfigFile.families(components)) {
            if (ConfigFile.family(family).equals(name.replace(' ', '_'))) {
                ListCommand.print(out, family, components);
                found = true;
            }
            Component component = components.find(family, name);
            if (component != null) {
                print(out, component);
                printNetwork(out, component);
                found = true;
            }
        }
        Class<?> block = found ? null : ConfigFile.block(name);
        if (block != null) {
            out.println(name);
            Doc doc = block.getAnnotation(Doc.class);
            if (doc != null) {
                out.println("  " + doc.value());
            }
            printSettings(out, Setting.of(block));
        }
        return found || block != null;
    }

    /** The network of an experiment's first trial. */
    private void printNetwork(PrintWriter out, Plan plan) {
        Trial trial = plan.trials().get(0);
        out.println(trial.id() + ": " + Components.nameOf(trial.config().model().getClass()));
        InputShape input = trial.config().data().input();
        InputShape shown = sidePixels == null ? input : new InputShape(input.channels(), sidePixels, input.frames());
        new NetworkDescription(trial.config().model(), shown, batchSize).print(out);
    }

    /** The network of a detector or backbone with its defaults, if it has defaults for everything. */
    private void printNetwork(PrintWriter out, Component component) {
        boolean complete = component.settings().stream().noneMatch(Setting::required);
        if (!Detector.class.isAssignableFrom(component.type()) && !Backbone.class.isAssignableFrom(component.type())) {
            return;
        }
        if (!complete) {
            out.println("  Name an experiment's file instead to see its network.");
            return;
        }
        Problems problems = new Problems();
        Object bound = reader().bind(Node.Mapping.empty(Position.of(component.name())), component.type(), problems);
        problems.throwIfAny();
        if (bound instanceof Backbone backbone) {
            printNetwork(out, new Classifier(backbone, new CrossEntropy(0, null)));
        } else if (bound instanceof Detector detector) {
            printNetwork(out, detector);
        }
    }

    private void printNetwork(PrintWriter out, Detector detector) {
        int side = sidePixels == null ? detector.usualSide() : sidePixels;
        new NetworkDescription(detector, detector.inputAt(side), batchSize).print(out);
    }

    private static void print(PrintWriter out, Component component) {
        out.println(component.name() + ", " + Kind.article(component.familyName()));
        if (!component.doc().isEmpty()) {
            out.println("  " + component.doc());
        }
        printSettings(out, component.settings());
    }

    private static void printSettings(PrintWriter out, List<Setting> settings) {
        if (settings.isEmpty()) {
            out.println();
            out.println("  Nothing can be set.");
        }
        for (Setting setting : settings) {
            out.println();
            out.println("  " + setting.key() + ": " + setting.kind().words() + "; " + fallback(setting));
            if (setting.doc() != null) {
                out.println("      " + setting.doc());
            }
        }
        out.println();
    }

    private static String fallback(Setting setting) {
        if (setting.required()) {
            return "required";
        }
        return setting.defaultYaml() == null ? "optional" : "default " + setting.defaultYaml();
    }

    private BadInputException unknown(Components components) {
        TreeSet<String> known = new TreeSet<>(ConfigFile.keys());
        for (Class<?> family : ConfigFile.families(components)) {
            known.add(ConfigFile.family(family));
            known.addAll(components.names(family));
        }
        for (ConfigFile file : ConfigFile.values()) {
            known.addAll(file.blocks());
        }
        String nearest = Nearest.to(name, known);
        return new BadInputException("nothing is called \"" + name + "\""
                + (nearest == null ? "" : "\n    nearest: \"" + nearest + "\"")
                + "\n    known: " + String.join(", ", known));
    }
}
