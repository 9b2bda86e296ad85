package io.unmask.augment.policy;

import io.unmask.random.RandomStream;
import java.util.EnumSet;
import java.util.List;

/**
 * Which operations there are and what their magnitudes are in each of several bins, as torchvision's
 * {@code transforms/autoaugment.py}.
 *
 * @param operations in the order in which they are drawn
 * @param bins number of magnitudes
 * @param lean largest lean of a shear
 * @param shift largest translation: a part of the side, or pixels where it is above 1
 * @param degrees largest turn
 * @param factor largest change of a factor
 * @param bits bits that the weakest posterising keeps
 * @param lostBits bits that the strongest loses more
 */
record Space(
        List<Operation> operations,
        int bins,
        double lean,
        double shift,
        double degrees,
        double factor,
        int bits,
        int lostBits) {
    private static final int WHITE = 255;
    private static final double OF_331_PIXELS = 150.0 / 331;

    private static final List<Operation> ALL_BUT_INVERT =
            List.copyOf(EnumSet.complementOf(EnumSet.of(Operation.INVERT)));

    /** A step of a policy: an operation and its magnitude, drawn. */
    record Step(Operation operation, double magnitude) {}

    /** Of AutoAugment's policies. */
    static Space autoAugment() {
        return new Space(List.of(Operation.values()), 10, 0.3, OF_331_PIXELS, 30, 0.9, 8, 4);
    }

    /** Of RandAugment. */
    static Space randAugment(int bins) {
        return new Space(ALL_BUT_INVERT, bins, 0.3, OF_331_PIXELS, 30, 0.9, 8, 4);
    }

    /** Of TrivialAugment's wide space. */
    static Space wide(int bins) {
        return new Space(ALL_BUT_INVERT, bins, 0.99, 32, 135, 0.99, 8, 6);
    }

    /**
     * Of AugMix.
     *
     * @param all whether brightness, colour, contrast and sharpness are among them: the test corruptions of
     *     ImageNet-C are like these
     */
    static Space augMix(boolean all) {
        List<Operation> operations = ALL_BUT_INVERT.stream()
                .filter(operation -> operation != Operation.IDENTITY)
                .filter(operation -> all || !isFactor(operation))
                .toList();
        return new Space(operations, 10, 0.3, 1.0 / 3, 30, 0.9, 4, 4);
    }

    /** One of the operations, each as likely. */
    Operation draw(RandomStream random) {
        return operations.get(random.integer(0, operations.size() - 1));
    }

    /** With the magnitude of a bin; the sign, where there is one, is as likely negative. */
    Step step(Operation operation, int bin, int width, int height, RandomStream random) {
        double magnitude = magnitude(operation, bin, width, height);
        return new Step(operation, operation.isSigned() && random.chance(0.5) ? -magnitude : magnitude);
    }

    /** Without sign; 0 where the operation has none. */
    double magnitude(Operation operation, int bin, int width, int height) {
        double part = bins == 1 ? 0 : (double) bin / (bins - 1);
        return switch (operation) {
            case SHEAR_X, SHEAR_Y -> lean * part;
            case TRANSLATE_X -> shift * (shift > 1 ? 1 : width) * part;
            case TRANSLATE_Y -> shift * (shift > 1 ? 1 : height) * part;
            case ROTATE -> degrees * part;
            case BRIGHTNESS, COLOR, CONTRAST, SHARPNESS -> factor * part;
            case POSTERIZE -> bits - Math.rint(lostBits * part);
            case SOLARIZE -> WHITE * (1 - part);
            case IDENTITY, AUTO_CONTRAST, EQUALIZE, INVERT -> 0;
        };
    }

    private static boolean isFactor(Operation operation) {
        return operation == Operation.BRIGHTNESS
                || operation == Operation.COLOR
                || operation == Operation.CONTRAST
                || operation == Operation.SHARPNESS;
    }
}
