package io.unmask.experiments.conform;

import com.fasterxml.jackson.databind.JsonNode;
import io.unmask.config.BadInputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The constructor arguments that a fixture names. Reading one marks it; an argument that nobody read could change
 * the network, so it is an error.
 */
final class Arguments {
    private final Fixture fixture;
    private final JsonNode values;
    private final Set<String> read = new HashSet<>();

    Arguments(Fixture fixture) {
        this(fixture, fixture.json("constructor"));
    }

    /** The arguments of one of several calls. */
    Arguments(Fixture fixture, JsonNode values) {
        this.fixture = fixture;
        this.values = values;
    }

    private JsonNode value(String name) {
        read.add(name);
        return values.path(name);
    }

    /** Arguments that do not change what the fixture holds. */
    void ignore(String... names) {
        read.addAll(List.of(names));
    }

    /** Whether it is given, and null. */
    boolean isNull(String name) {
        return value(name).isNull();
    }

    /** A whole number; the official default where it is missing or null. */
    int integer(String name, int official) {
        JsonNode value = value(name);
        return value.isNumber() ? value.asInt() : missing(name, value, official);
    }

    /** A number; the official default where it is missing or null. */
    double number(String name, double official) {
        JsonNode value = value(name);
        return value.isNumber() ? value.asDouble() : missing(name, value, official);
    }

    /** A number or a list of them, lists in it taken apart; empty where it is missing or null. */
    double[] numbers(String name) {
        List<Double> numbers = new ArrayList<>();
        collect(name, value(name), numbers);
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void collect(String name, JsonNode value, List<Double> numbers) {
        if (value.isNumber()) {
            numbers.add(value.asDouble());
        } else if (value.isArray()) {
            value.forEach(item -> collect(name, item, numbers));
        } else if (!value.isMissingNode() && !value.isNull()) {
            throw wrong(name, "numbers", value);
        }
    }

    /** A list of texts; empty where it is missing or null. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        value(name).forEach(item -> texts.add(item.asText()));
        return texts;
    }

    /** True or false; the official default where it is missing or null. */
    boolean flag(String name, boolean official) {
        JsonNode value = value(name);
        return value.isBoolean() ? value.asBoolean() : missing(name, value, official);
    }

    /** A text; the official default where it is missing or null. */
    String text(String name, String official) {
        JsonNode value = value(name);
        return value.isTextual() ? value.asText() : missing(name, value, official);
    }

    /** What Python takes for true: not missing, null, false or 0. */
    boolean truthy(String name) {
        JsonNode value = value(name);
        return value.isNumber() ? value.asDouble() != 0 : value.asBoolean(false);
    }

    /** Requires an argument, where it is given, to have the one value that is implemented; case does not matter. */
    void require(String name, String only) {
        JsonNode value = value(name);
        if (!value.isMissingNode() && !value.asText().equalsIgnoreCase(only)) {
            throw wrong(name, "'" + only + "', the only one implemented", value);
        }
    }

    private <T> T missing(String name, JsonNode value, T official) {
        if (value.isMissingNode() || value.isNull()) {
            return official;
        }
        throw wrong(name, "a value like " + official, value);
    }

    private BadInputException wrong(String name, String expected, JsonNode found) {
        return new BadInputException(
                fixture.file() + ": constructor argument " + name + ": expected " + expected + ", found " + found);
    }

    /** Requires every argument to have been read. */
    void requireAllRead() {
        values.fieldNames().forEachRemaining(name -> {
            if (!read.contains(name)) {
                throw new BadInputException(
                        fixture.file() + ": constructor argument " + name + " has no counterpart here");
            }
        });
    }
}
