package io.unmask.experiments.conform;

import com.fasterxml.jackson.databind.JsonNode;
import io.unmask.config.BadInputException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The call of an official class as a fixture names it: its name and arguments. Every argument must be asked
 * for, so that none is silently ignored.
 */
final class TorchSettings {
    private static final Pattern NAME = Pattern.compile("^(?:timm(?: [0-9.]+)? )?([A-Za-z]+)");
    private static final Pattern ARGUMENT = Pattern.compile("(\\w+)=(\\[[^\\]]*\\]|[-+.\\w]+)");

    private final String name;
    private final String remark;
    private final Map<String, String> arguments;

    private TorchSettings(String name, String remark, Map<String, String> arguments) {
        this.name = name;
        this.remark = remark;
        this.arguments = arguments;
    }

    /** From JSON: {@code {"name": "SGD", "lr": 0.05, "note": "…"}}. */
    static TorchSettings of(JsonNode json) {
        Map<String, String> arguments = new TreeMap<>();
        json.properties().forEach(entry -> {
            if (!entry.getKey().equals("name") && !entry.getKey().equals("note")) {
                JsonNode value = entry.getValue();
                arguments.put(entry.getKey(), value.isTextual() ? value.asText() : value.toString());
            }
        });
        return new TorchSettings(
                className(json.path("name").asText()), json.path("note").asText(), arguments);
    }

    /** From a line of text: {@code StepLR step_size=5 gamma=0.5}. */
    static TorchSettings of(String text) {
        Map<String, String> arguments = new TreeMap<>();
        Matcher matcher = ARGUMENT.matcher(text);
        while (matcher.find()) {
            arguments.put(matcher.group(1), matcher.group(2));
        }
        return new TorchSettings(className(text), text, arguments);
    }

    private static String className(String text) {
        Matcher matcher = NAME.matcher(text);
        if (!matcher.find()) {
            throw new BadInputException("expected the name of a class, found '" + text + "'");
        }
        return matcher.group(1);
    }

    /** The class. */
    String name() {
        return name;
    }

    /** What the fixture says beside the arguments. */
    String remark() {
        return remark;
    }

    /** Whether an argument is given. */
    boolean has(String argument) {
        return arguments.containsKey(argument);
    }

    /** Takes an argument; the other value if there is none. */
    String text(String argument, String otherwise) {
        String value = arguments.remove(argument);
        return value == null ? otherwise : value;
    }

    /** Takes a number. */
    double number(String argument, double otherwise) {
        String value = arguments.remove(argument);
        if (value == null) {
            return otherwise;
        }
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new BadInputException(name + ": " + argument + ": expected a number, found '" + value + "'");
        }
    }

    /** Takes a whole number that must be given. */
    int count(String argument) {
        double value = number(argument, Double.NaN);
        if (value != Math.rint(value)) {
            throw new BadInputException(name + ": expected a whole number " + argument);
        }
        return (int) value;
    }

    /** Takes a whole number. */
    int count(String argument, int otherwise) {
        return has(argument) ? count(argument) : otherwise;
    }

    /** Takes a list of numbers such as {@code [4, 11]}. */
    double[] numbers(String argument, double... otherwise) {
        String value = arguments.remove(argument);
        if (value == null) {
            return otherwise;
        }
        return Pattern.compile(",")
                .splitAsStream(value.replaceAll("[\\[\\]()\\s]", ""))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** Takes a truth value. */
    boolean flag(String argument) {
        return Boolean.parseBoolean(text(argument, "false").toLowerCase(Locale.ROOT));
    }

    /**
     * Requires every argument to have been taken.
     *
     * @throws BadInputException if some were not
     */
    void requireAllTaken() {
        if (!arguments.isEmpty()) {
            throw new BadInputException(
                    name + ": arguments without a counterpart here: " + new TreeSet<>(arguments.keySet()));
        }
    }
}
