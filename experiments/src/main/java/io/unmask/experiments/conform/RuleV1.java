package io.unmask.experiments.conform;

import io.unmask.config.BadInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The parameter rule of the fixtures, version 1: the value of element i of a named tensor is a hash of name,
 * seed and i, scaled to a range that depends on the name and the shape. Any stretch of a tensor can be made
 * without the rest.
 */
public final class RuleV1 {
    private static final Pattern GAIN = Pattern.compile("^rule-v1 gain=([-+.0-9eE]+)$");
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private record GainOverride(String part, double gain) {}

    /** Values are uniform from low to high. */
    record Range(double low, double high) {}

    private final long seed;
    private final double gain;
    private final List<GainOverride> overrides;

    private RuleV1(long seed, double gain, List<GainOverride> overrides) {
        this.seed = seed;
        this.gain = gain;
        this.overrides = overrides;
    }

    /** With one gain for all tensors. */
    static RuleV1 of(long seed, double gain) {
        return new RuleV1(seed, gain, List.of());
    }

    /** With the seed, gain and exceptions that a fixture names. */
    public static RuleV1 of(Fixture fixture) {
        Matcher rule = GAIN.matcher(fixture.text("param_rule"));
        if (!rule.matches()) {
            throw new BadInputException(
                    fixture.file() + ": metadata param_rule: expected 'rule-v1 gain=NUMBER', found '"
                            + fixture.text("param_rule") + "'");
        }
        List<GainOverride> overrides = new ArrayList<>();
        fixture.json("gain_overrides")
                .forEach(pair -> overrides.add(
                        new GainOverride(pair.path(0).asText(), pair.path(1).asDouble())));
        return new RuleV1(fixture.seed(), Double.parseDouble(rule.group(1)), overrides);
    }

    /** All values of a parameter or buffer. */
    public float[] parameter(String name, long... shape) {
        long size = 1;
        for (long side : shape) {
            size *= side;
        }
        Range range = range(name, shape);
        return uniform(name, 0, Math.toIntExact(size), range.low, range.high);
    }

    /**
     * A stretch of a tensor of this seed with a range of one's own.
     *
     * @param begin index of its first element in the whole tensor, row-major
     */
    public float[] uniform(String name, long begin, int count, double low, double high) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        long start = (crc.getValue() << 32) + begin + (seed + 1) * GOLDEN_GAMMA;
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (low + (high - low) * unit(start + i));
        }
        return values;
    }

    private static double unit(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z = z ^ (z >>> 31);
        return (z >>> 40) * 0x1.0p-24;
    }

    /** The range of a parameter: by the last part of its name, then by its shape. */
    Range range(String name, long... shape) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return switch (last) {
            case "running_mean" -> new Range(-0.2, 0.2);
            case "running_var" -> new Range(0.6, 1.4);
            case "complex_weight" -> new Range(-1, 1);
            case "learnable" -> new Range(-0.5, 0.5);
            default -> shape.length >= 2 ? kernel(name, shape) : vector(last);
        };
    }

    private Range kernel(String name, long... shape) {
        long fanIn = 1;
        for (int i = 1; i < shape.length; i++) {
            fanIn *= shape[i];
        }
        double a = gain(name) * Math.sqrt(3.0 / fanIn);
        return new Range(-a, a);
    }

    private static Range vector(String last) {
        return switch (last) {
            case "bias" -> new Range(-0.2, 0.2);
            case "weight" -> new Range(0.6, 1.4);
            default -> new Range(0.3, 0.9);
        };
    }

    private double gain(String name) {
        double found = gain;
        for (GainOverride override : overrides) {
            if (name.contains(override.part)) {
                found = override.gain;
            }
        }
        return found;
    }
}
