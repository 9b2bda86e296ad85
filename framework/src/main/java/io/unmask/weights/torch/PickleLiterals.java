package io.unmask.weights.torch;

import io.unmask.config.BadInputException;
import java.math.BigInteger;
import java.util.function.Function;

/**
 * Numbers and texts as pickles write them.
 *
 * @param malformed the error for something that cannot be one, with the place where it stands
 */
record PickleLiterals(Function<String, BadInputException> malformed) {
    private static final int MOST_DIGITS = 64;

    /** An integer of little-endian bytes in two's complement: a Long, or a BigInteger where that is too small. */
    Object whole(byte[] little) {
        if (little.length > MOST_DIGITS) {
            throw malformed.apply("a number of " + little.length + " bytes");
        }
        if (little.length == 0) {
            return 0L;
        }
        byte[] big = new byte[little.length];
        for (int i = 0; i < big.length; i++) {
            big[i] = little[big.length - 1 - i];
        }
        return plain(new BigInteger(big));
    }

    private static Object plain(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    /** An integer in decimal digits, or a boolean. */
    Object decimal(String text) {
        // Protocol 0 writes booleans as these two.
        if (text.equals("00") || text.equals("01")) {
            return text.equals("01");
        }
        if (!text.matches("-?[0-9]{1," + MOST_DIGITS + "}")) {
            throw malformed.apply("a number that is none");
        }
        return plain(new BigInteger(text));
    }

    /** A floating-point number in decimal digits. */
    Double real(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                try {
                    yield Double.valueOf(text);
                } catch (NumberFormatException e) {
                    throw malformed.apply("a number that is none");
                }
            }
        };
    }

    /** A text without its quotes. */
    static String unquoted(String literal) {
        return literal.length() < 2 ? literal : literal.substring(1, literal.length() - 1);
    }
}
