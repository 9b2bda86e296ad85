package io.unmask.augment.policy;

import java.util.Arrays;
import java.util.List;

/** The policies that AutoAugment found (Cubuk et al. 2019, appendix): 25 pairs of operations each. */
public enum Policy {
    /** For ImageNet. */
    IMAGENET("""
            POSTERIZE 0.4 8, ROTATE 0.6 9
            SOLARIZE 0.6 5, AUTO_CONTRAST 0.6 0
            EQUALIZE 0.8 0, EQUALIZE 0.6 0
            POSTERIZE 0.6 7, POSTERIZE 0.6 6
            EQUALIZE 0.4 0, SOLARIZE 0.2 4
            EQUALIZE 0.4 0, ROTATE 0.8 8
            SOLARIZE 0.6 3, EQUALIZE 0.6 0
            POSTERIZE 0.8 5, EQUALIZE 1.0 0
            ROTATE 0.2 3, SOLARIZE 0.6 8
            EQUALIZE 0.6 0, POSTERIZE 0.4 6
            ROTATE 0.8 8, COLOR 0.4 0
            ROTATE 0.4 9, EQUALIZE 0.6 0
            EQUALIZE 0.0 0, EQUALIZE 0.8 0
            INVERT 0.6 0, EQUALIZE 1.0 0
            COLOR 0.6 4, CONTRAST 1.0 8
            ROTATE 0.8 8, COLOR 1.0 2
            COLOR 0.8 8, SOLARIZE 0.8 7
            SHARPNESS 0.4 7, INVERT 0.6 0
            SHEAR_X 0.6 5, EQUALIZE 1.0 0
            COLOR 0.4 0, EQUALIZE 0.6 0
            EQUALIZE 0.4 0, SOLARIZE 0.2 4
            SOLARIZE 0.6 5, AUTO_CONTRAST 0.6 0
            INVERT 0.6 0, EQUALIZE 1.0 0
            COLOR 0.6 4, CONTRAST 1.0 8
            EQUALIZE 0.8 0, EQUALIZE 0.6 0
            """),
    /** For CIFAR-10. */
    CIFAR10("""
            INVERT 0.1 0, CONTRAST 0.2 6
            ROTATE 0.7 2, TRANSLATE_X 0.3 9
            SHARPNESS 0.8 1, SHARPNESS 0.9 3
            SHEAR_Y 0.5 8, TRANSLATE_Y 0.7 9
            AUTO_CONTRAST 0.5 0, EQUALIZE 0.9 0
            SHEAR_Y 0.2 7, POSTERIZE 0.3 7
            COLOR 0.4 3, BRIGHTNESS 0.6 7
            SHARPNESS 0.3 9, BRIGHTNESS 0.7 9
            EQUALIZE 0.6 0, EQUALIZE 0.5 0
            CONTRAST 0.6 7, SHARPNESS 0.6 5
            COLOR 0.7 7, TRANSLATE_X 0.5 8
            EQUALIZE 0.3 0, AUTO_CONTRAST 0.4 0
            TRANSLATE_Y 0.4 3, SHARPNESS 0.2 6
            BRIGHTNESS 0.9 6, COLOR 0.2 8
            SOLARIZE 0.5 2, INVERT 0.0 0
            EQUALIZE 0.2 0, AUTO_CONTRAST 0.6 0
            EQUALIZE 0.2 0, EQUALIZE 0.6 0
            COLOR 0.9 9, EQUALIZE 0.6 0
            AUTO_CONTRAST 0.8 0, SOLARIZE 0.2 8
            BRIGHTNESS 0.1 3, COLOR 0.7 0
            SOLARIZE 0.4 5, AUTO_CONTRAST 0.9 0
            TRANSLATE_Y 0.9 9, TRANSLATE_Y 0.7 9
            AUTO_CONTRAST 0.9 0, SOLARIZE 0.8 3
            EQUALIZE 0.8 0, INVERT 0.1 0
            TRANSLATE_Y 0.7 9, AUTO_CONTRAST 0.9 0
            """),
    /** For the Street View House Numbers. */
    SVHN("""
            SHEAR_X 0.9 4, INVERT 0.2 0
            SHEAR_Y 0.9 8, INVERT 0.7 0
            EQUALIZE 0.6 0, SOLARIZE 0.6 6
            INVERT 0.9 0, EQUALIZE 0.6 0
            EQUALIZE 0.6 0, ROTATE 0.9 3
            SHEAR_X 0.9 4, AUTO_CONTRAST 0.8 0
            SHEAR_Y 0.9 8, INVERT 0.4 0
            SHEAR_Y 0.9 5, SOLARIZE 0.2 6
            INVERT 0.9 0, AUTO_CONTRAST 0.8 0
            EQUALIZE 0.6 0, ROTATE 0.9 3
            SHEAR_X 0.9 4, SOLARIZE 0.3 3
            SHEAR_Y 0.8 8, INVERT 0.7 0
            EQUALIZE 0.9 0, TRANSLATE_Y 0.6 6
            INVERT 0.9 0, EQUALIZE 0.6 0
            CONTRAST 0.3 3, ROTATE 0.8 4
            INVERT 0.8 0, TRANSLATE_Y 0.0 2
            SHEAR_Y 0.7 6, SOLARIZE 0.4 8
            INVERT 0.6 0, ROTATE 0.8 4
            SHEAR_Y 0.3 7, TRANSLATE_X 0.9 3
            SHEAR_X 0.1 6, INVERT 0.6 0
            SOLARIZE 0.7 2, TRANSLATE_Y 0.6 7
            SHEAR_Y 0.8 4, INVERT 0.8 0
            SHEAR_X 0.7 9, TRANSLATE_Y 0.8 3
            SHEAR_Y 0.8 5, AUTO_CONTRAST 0.7 0
            SHEAR_X 0.7 2, INVERT 0.1 0
            """);

    /**
     * One of the two of a pair.
     *
     * @param operation what is applied
     * @param probability how often
     * @param bin which of ten magnitudes
     */
    record Part(Operation operation, double probability, int bin) {
        static Part parse(String text) {
            String[] fields = text.split(" ", -1);
            return new Part(Operation.valueOf(fields[0]), Double.parseDouble(fields[1]), Integer.parseInt(fields[2]));
        }
    }

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
    private final List<List<Part>> pairs;

    Policy(String table) {
        pairs = table.lines()
                .map(line ->
                        Arrays.stream(line.split(", ", -1)).map(Part::parse).toList())
                .toList();
    }

    /** The pairs, each as likely as the others. */
    List<List<Part>> pairs() {
        return pairs;
    }
}
