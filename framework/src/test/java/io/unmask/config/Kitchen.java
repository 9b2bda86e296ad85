package io.unmask.config;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small configuration with every kind of setting, for the tests of this package. */
public record Kitchen(
        @Doc("Who cooks.") String cook,
        @Default("2") int stoves,
        @Default("1.5") double litres,
        @Default("0.5") float grams,
        @Default("7") long guests,
        @Default("true") boolean open,
        @Default("medium_rare") Doneness doneness,
        @Nullable Path recipes,
        @Default("[1, 2]") List<Integer> tables,
        @Default("{}") Map<String, Dish> menu,
        @Default("oven") Stove stove,
        @Default("[]") List<Stove> spares,
        @Default("{}") Cellar cellar,
        @Default("{}") Map<String, Map<String, Node>> notes) {
    public Kitchen {
        Check.that(stoves >= 1, "stoves", stoves, "must be at least 1");
        Check.that(litres > 0, "litres", litres, "must be above 0");
    }

    public enum Doneness {
        RARE,
        MEDIUM_RARE,
        WELL
    }

    /** A block of settings. */
    public record Cellar(
            @Default("100") int bottles, @Nullable Double degrees) {
        public Cellar {
            Check.that(bottles >= 0, "bottles", bottles, "must not be negative");
        }
    }

    /** A family. */
    @Family("stove")
    public interface Stove {}

    /** Another family that nests the first. */
    @Family("dish")
    public interface Dish {}

    @JsonTypeName("oven")
    @AutoService(Stove.class)
    @Doc("Bakes.")
    public record Oven(
            @Doc("Heat.") @Default("180") int degrees,
            @Doc("Moves the air.") @Default("false") boolean fan) implements Stove {
        public Oven {
            Check.that(degrees > 0, "degrees", degrees, "must be above 0");
            Check.that(degrees < 500, "degrees", degrees, "must be below 500");
        }
    }

    @JsonTypeName("open_fire")
    @AutoService(Stove.class)
    @Doc("Grills.")
    public record OpenFire(@Doc("What burns.") String wood) implements Stove {}

    @JsonTypeName("camping")
    @AutoService(Stove.class)
    @Doc("Warms.")
    public record Camping() implements Stove {}

    @JsonTypeName("stew")
    @AutoService(Dish.class)
    @Doc("Takes long.")
    public record Stew(
            @Doc("Where it cooks.") @Default("{oven: {degrees: 90}}")
            Stove on) implements Dish {}
}
