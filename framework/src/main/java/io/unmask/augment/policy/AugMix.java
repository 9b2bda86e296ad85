package io.unmask.augment.policy;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.PictureChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.Image;
import io.unmask.media.Raster;
import io.unmask.random.RandomStream;

/**
 * Several chains of one to three operations, mixed with random weights with each other and with the picture: AugMix
 * (Hendrycks et al. 2020) as torchvision has it, without the loss on consistency. Pictures of different geometry are laid
 * over each other, so mask and landmarks stay with the picture as it was.
 *
 * @param severity how many of the ten bins
 * @param width how many chains
 * @param depth operations in a chain
 * @param allOperations whether to use all 13
 * @param probability how often
 */
@JsonTypeName("aug_mix")
@AutoService(Augmentation.class)
@Doc("Mixes several chains of random operations with the picture.")
public record AugMix(
        @Doc("How many of the ten bins of magnitudes may be drawn.") @Default("3")
        int severity,

        @Doc("How many chains.") @Default("3") int width,

        @Doc("Operations in a chain; 0 draws 1 to 3.") @Default("0")
        int depth,

        @Doc("Whether brightness, colour, contrast and sharpness are among the operations.") @Default("true")
        boolean allOperations,

        @Doc("How often.") @Default("1.0") double probability)
        implements PictureChange {
    /** Checks the settings. */
    public AugMix {
        Check.that(severity >= 1 && severity <= 10, "severity", severity, "must be from 1 to 10");
        Check.that(width >= 1, "width", width, "must be above 0");
        Check.that(depth >= 0, "depth", depth, "must not be negative");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    private static final int DEEPEST = 3;

    @Override
    public Image changed(Image image, RandomStream random) {
        Raster original = Raster.of(image);
        float[] mix = new float[original.values().length];
        // With alpha 1, Dirichlet draws are exponential ones over their sum.
        double[] shares = shares(2, random);
        double[] weights = shares(width, random);
        add(mix, original.values(), shares[0]);
        for (int i = 0; i < width; i++) {
            add(mix, chain(original, random).values(), shares[1] * weights[i]);
        }
        return new Raster(image.width(), image.height(), image.channels(), mix).truncated();
    }

    private Raster chain(Raster original, RandomStream random) {
        Space space = Space.augMix(allOperations);
        int length = depth == 0 ? random.integer(1, DEEPEST) : depth;
        Raster picture = original;
        for (int i = 0; i < length; i++) {
            Operation operation = space.draw(random);
            int bin = random.integer(0, severity - 1);
            Space.Step step = space.step(operation, bin, picture.width(), picture.height(), random);
            picture = operation.apply(picture, step.magnitude());
        }
        return picture;
    }

    private static double[] shares(int count, RandomStream random) {
        double[] shares = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            shares[i] = -Math.log(1 - random.nextDouble());
            sum += shares[i];
        }
        for (int i = 0; i < count; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    private static void add(float[] to, float[] values, double weight) {
        for (int i = 0; i < to.length; i++) {
            to[i] += (float) (weight * values[i]);
        }
    }
}
