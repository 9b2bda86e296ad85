package io.unmask.augment.policy;

import static io.unmask.augment.policy.Operation.AUTO_CONTRAST;
import static io.unmask.augment.policy.Operation.BRIGHTNESS;
import static io.unmask.augment.policy.Operation.COLOR;
import static io.unmask.augment.policy.Operation.CONTRAST;
import static io.unmask.augment.policy.Operation.EQUALIZE;
import static io.unmask.augment.policy.Operation.INVERT;
import static io.unmask.augment.policy.Operation.POSTERIZE;
import static io.unmask.augment.policy.Operation.ROTATE;
import static io.unmask.augment.policy.Operation.SHARPNESS;
import static io.unmask.augment.policy.Operation.SHEAR_X;
import static io.unmask.augment.policy.Operation.SHEAR_Y;
import static io.unmask.augment.policy.Operation.SOLARIZE;
import static io.unmask.augment.policy.Operation.TRANSLATE_X;
import static io.unmask.augment.policy.Operation.TRANSLATE_Y;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.data.Label;
import io.unmask.data.Landmarks;
import io.unmask.data.Sample;
import io.unmask.media.Image;
import io.unmask.media.TestImages;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PolicyTest {
    private static final int DRAWS = 20_000;

    @Test
    void randAugment_drawsAll14OperationsEquallyOften() {
        RandomStream random = stream(1);
        RandAugment augment = new RandAugment(2, 9, 31, 1);
        Stream<Space.Step> steps =
                IntStream.range(0, DRAWS).boxed().flatMap(i -> augment.steps(331, 331, random).stream());
        assertFrequencies(counts(steps), uniform(), 2 * DRAWS);
    }

    @Test
    void trivialAugment_drawsOperationsMagnitudesAndSignsEquallyOften() {
        RandomStream random = stream(2);
        TrivialAugmentWide augment = new TrivialAugmentWide(31, 1);
        List<Space.Step> steps = IntStream.range(0, DRAWS)
                .mapToObj(i -> augment.step(224, 224, random))
                .toList();
        assertFrequencies(counts(steps.stream()), uniform(), DRAWS);
        double[] turns = steps.stream()
                .filter(step -> step.operation() == ROTATE)
                .mapToDouble(Space.Step::magnitude)
                .toArray();
        int[] bins = new int[31];
        int negative = 0;
        for (double turn : turns) {
            bins[(int) Math.round(Math.abs(turn) / 4.5)]++;
            negative += turn < 0 ? 1 : 0;
        }
        double expected = turns.length / 31.0;
        double chiSquare = 0;
        for (int bin : bins) {
            chiSquare += (bin - expected) * (bin - expected) / expected;
        }
        // 30 degrees of freedom: 59.7 is exceeded once in a thousand.
        assertTrue(chiSquare < 59.7, "chi-square " + chiSquare);
        assertEquals(turns.length * 0.5 * 30 / 31, negative, 5 * Math.sqrt(turns.length / 4.0));
    }

    @Test
    void autoAugment_appliesOperationsAsOftenAsItsTablesSay() {
        // Sums of the probabilities over the 25 pairs of the published tables.
        assertApplied(
                Policy.IMAGENET,
                Map.of(
                        AUTO_CONTRAST,
                        1.2,
                        COLOR,
                        3.8,
                        CONTRAST,
                        2.0,
                        EQUALIZE,
                        11.2,
                        INVERT,
                        1.8,
                        POSTERIZE,
                        2.8,
                        ROTATE,
                        3.6,
                        SHARPNESS,
                        0.4,
                        SHEAR_X,
                        0.6,
                        SOLARIZE,
                        3.6));
        Map<Operation, Double> cifar = new EnumMap<>(Map.of(
                AUTO_CONTRAST,
                5.0,
                BRIGHTNESS,
                2.3,
                COLOR,
                2.9,
                CONTRAST,
                0.8,
                EQUALIZE,
                4.7,
                INVERT,
                0.2,
                POSTERIZE,
                0.3,
                ROTATE,
                0.7,
                SHARPNESS,
                2.8,
                SHEAR_Y,
                0.7));
        cifar.putAll(Map.of(SOLARIZE, 1.9, TRANSLATE_X, 0.8, TRANSLATE_Y, 3.4));
        assertApplied(Policy.CIFAR10, cifar);
        assertApplied(
                Policy.SVHN,
                Map.of(
                        AUTO_CONTRAST,
                        2.3,
                        CONTRAST,
                        0.3,
                        EQUALIZE,
                        3.9,
                        INVERT,
                        7.6,
                        ROTATE,
                        3.4,
                        SHEAR_X,
                        4.2,
                        SHEAR_Y,
                        6.1,
                        SOLARIZE,
                        2.2,
                        TRANSLATE_X,
                        0.9,
                        TRANSLATE_Y,
                        2.0));
    }

    @Test
    void magnitudes_areThoseOfTheirSpaces() {
        Space learned = Space.autoAugment();
        assertEquals(0.3, learned.magnitude(SHEAR_X, 9, 331, 100), 1e-12);
        assertEquals(150, learned.magnitude(TRANSLATE_X, 9, 331, 100), 1e-9);
        assertEquals(100, learned.magnitude(TRANSLATE_Y, 6, 100, 331), 1e-9);
        assertEquals(20, learned.magnitude(ROTATE, 6, 1, 1), 1e-9);
        assertEquals(0.8, learned.magnitude(COLOR, 8, 1, 1), 1e-12);
        assertArrayEquals(new double[] {8, 8, 7, 7, 6, 6, 5, 5, 4, 4}, bits(learned));
        assertEquals(255, learned.magnitude(SOLARIZE, 0, 1, 1));
        assertEquals(0, learned.magnitude(SOLARIZE, 9, 1, 1));
        Space wide = Space.wide(31);
        assertEquals(32, wide.magnitude(TRANSLATE_X, 30, 7, 7), 1e-9);
        assertEquals(135, wide.magnitude(ROTATE, 30, 7, 7), 1e-9);
        assertEquals(2, wide.magnitude(POSTERIZE, 30, 7, 7));
        assertEquals(9.0, Space.randAugment(31).magnitude(ROTATE, 9, 7, 7), 1e-9);
        assertEquals(30, Space.augMix(true).magnitude(TRANSLATE_Y, 9, 7, 90), 1e-9);
        assertEquals(0, Space.augMix(true).magnitude(POSTERIZE, 9, 7, 7));
        assertEquals(13, Space.augMix(true).operations().size());
        assertEquals(9, Space.augMix(false).operations().size());
    }

    @Test
    void shears_keepTheUpperLeftCornerAndTranslationsMoveWholePixels() {
        Image image = new Image(4, 4, 1, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
        // Row y samples columns x + 0.5 · (y + 0.5): shifts of 0, 1, 1 and 2 whole pixels after rounding.
        assertArrayEquals(new byte[] {1, 2, 3, 4, 6, 7, 8, 0, 10, 11, 12, 0, 15, 16, 0, 0}, moved(image, SHEAR_X, 0.5));
        assertArrayEquals(
                new byte[] {0, 1, 2, 3, 0, 5, 6, 7, 0, 9, 10, 11, 0, 13, 14, 15}, moved(image, TRANSLATE_X, 1.9));
        assertArrayEquals(
                new byte[] {5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 0, 0, 0, 0}, moved(image, TRANSLATE_Y, -1.9));
    }

    @Test
    void anOperationThatMoves_movesMaskAndLandmarks() {
        Image image = Image.blank(40, 40, 3);
        Image mask = TestImages.mask(40, 40, 18, 10, 5, 5);
        Sample sample = new Sample(image, mask, new Landmarks(new float[] {20, 12}), Label.FAKE);
        for (Operation operation : List.of(SHEAR_X, SHEAR_Y, ROTATE, TRANSLATE_X, TRANSLATE_Y)) {
            Sample result = operation.apply(
                    sample, operation == ROTATE ? 30 : operation.name().startsWith("T") ? 7 : 0.3);
            Landmarks points = result.landmarks();
            Image moved = result.mask();
            assertNotNull(points);
            assertNotNull(moved);
            double x = 0;
            double y = 0;
            int count = 0;
            for (int i = 0; i < moved.pixels().length; i++) {
                if (moved.pixels()[i] != 0) {
                    x += i % 40;
                    y += i / 40;
                    count++;
                }
            }
            assertEquals(x / count, points.x(0), 0.6, operation + ", column");
            assertEquals(y / count, points.y(0), 0.6, operation + ", row");
        }
    }

    @Test
    void augMix_leavesWhatNoOperationChanges() {
        // Black stays black under every operation but inversions, which AugMix does not have, and solarising at 0.
        Sample black = new Sample(Image.blank(16, 16, 3), null, null, Label.REAL);
        Sample mixed = new AugMix(1, 3, 0, true, 1).apply(black, stream(3));
        assertArrayEquals(black.image().pixels(), mixed.image().pixels());
        Sample sample = new Sample(TestImages.colour(32, 32, 1), null, null, Label.REAL);
        assertSame(sample, new AugMix(3, 3, 0, true, 0).apply(sample, stream(3)));
    }

    private static byte[] moved(Image image, Operation operation, double magnitude) {
        Sample sample = new Sample(image, null, null, Label.REAL);
        return operation.apply(sample, magnitude).image().pixels();
    }

    private static double[] bits(Space space) {
        return IntStream.range(0, 10)
                .mapToDouble(bin -> space.magnitude(POSTERIZE, bin, 1, 1))
                .toArray();
    }

    private static void assertApplied(Policy policy, Map<Operation, Double> sums) {
        RandomStream random = stream(4 + policy.name().length());
        AutoAugment augment = new AutoAugment(policy, 1);
        Map<Operation, Integer> counts =
                counts(IntStream.range(0, DRAWS).boxed().flatMap(i -> augment.steps(224, 224, random).stream()));
        assertEquals(sums.keySet(), counts.keySet());
        // Each count is a sum of independent choices: its variance is at most its mean.
        sums.forEach((operation, sum) -> {
            double expected = sum / 25 * DRAWS;
            assertEquals(expected, counts.get(operation), 6 * Math.sqrt(expected), policy + " " + operation);
        });
    }

    private static Map<Operation, Double> uniform() {
        Map<Operation, Double> shares = new EnumMap<>(Operation.class);
        for (Operation operation : Operation.values()) {
            if (operation != INVERT) {
                shares.put(operation, 1.0 / 14);
            }
        }
        return shares;
    }

    private static Map<Operation, Integer> counts(Stream<Space.Step> steps) {
        Map<Operation, Integer> counts = new EnumMap<>(Operation.class);
        steps.forEach(step -> counts.merge(step.operation(), 1, Integer::sum));
        return counts;
    }

    private static void assertFrequencies(Map<Operation, Integer> counts, Map<Operation, Double> shares, int draws) {
        assertEquals(shares.keySet(), counts.keySet());
        double chiSquare = 0;
        for (Map.Entry<Operation, Double> share : shares.entrySet()) {
            double expected = share.getValue() * draws;
            chiSquare += Math.pow(counts.getOrDefault(share.getKey(), 0) - expected, 2) / expected;
        }
        // 13 degrees of freedom: 34.5 is exceeded once in a thousand.
        assertTrue(chiSquare < 34.5, "chi-square " + chiSquare);
    }

    private static RandomStream stream(int name) {
        return Seeds.of(12).stream("policy", name);
    }
}
