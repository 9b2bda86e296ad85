package io.unmask.config;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What plain scalars mean: the core schema of YAML 1.2, so {@code 1e-3} is a number, {@code 010} is ten
 * and {@code no} is a text.
 */
final class Scalars {
    static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
    static final Pattern REAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern INFINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)");
    private static final Pattern NOT_A_NUMBER = Pattern.compile("\\.(nan|NaN|NAN)");
    /** Keeps {@code 1e999999999} from being spelled out. */
    private static final int LONGEST_EXPONENT = 400;

    private static final int LONGEST_LONG = 19;

    private Scalars() {}

    static @Nullable Boolean flag(Node.Scalar scalar) {
        if (!scalar.plain()) {
            return null;
        }
        return switch (scalar.text()) {
            case "true", "True", "TRUE" -> Boolean.TRUE;
            case "false", "False", "FALSE" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** The exact value of a finite number, or null if it is none. */
    static @Nullable BigDecimal number(Node.Scalar scalar) {
        if (!scalar.plain() || !REAL.matcher(scalar.text()).matches()) {
            return null;
        }
        try {
            BigDecimal value = new BigDecimal(scalar.text());
            return Math.abs((long) value.precision() - value.scale()) > LONGEST_EXPONENT ? null : value;
        } catch (NumberFormatException tooLong) {
            return null;
        }
    }

    /** Any number as a double, infinities and NaN with it, or null if it is none. */
    static @Nullable Double real(Node.Scalar scalar) {
        if (scalar.plain() && INFINITE.matcher(scalar.text()).matches()) {
            return scalar.text().startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (scalar.plain() && NOT_A_NUMBER.matcher(scalar.text()).matches()) {
            return Double.NaN;
        }
        BigDecimal value = number(scalar);
        return value == null ? null : value.doubleValue();
    }

    static boolean isText(Node.Scalar scalar) {
        return !scalar.isNull() && flag(scalar) == null && real(scalar) == null;
    }

    /** What a scalar is when no setting says what it should be: null, a boolean, a number or a text. */
    static @Nullable Object value(Node.Scalar scalar) {
        if (scalar.isNull()) {
            return null;
        }
        Boolean flag = flag(scalar);
        if (flag != null) {
            return flag;
        }
        BigDecimal number = number(scalar);
        if (number != null && WHOLE.matcher(scalar.text()).matches() && number.precision() < LONGEST_LONG) {
            return number.longValueExact();
        }
        Double real = real(scalar);
        return real == null ? scalar.text() : real;
    }

    /** A number as YAML: {@code 0.001}, {@code 1e-5}, {@code .inf}. */
    static String write(double value) {
        if (Double.isNaN(value)) {
            return ".nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? ".inf" : "-.inf";
        }
        return tidy(Double.toString(value));
    }

    /** As above, with the digits that a float has. */
    static String write(float value) {
        return Float.isFinite(value) ? tidy(Float.toString(value)) : write((double) value);
    }

    private static String tidy(String javaText) {
        return javaText.replace(".0E", "E").toLowerCase(Locale.ROOT);
    }
}
