package io.unmask.augment;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Landmarks;
import io.unmask.data.Sample;
import io.unmask.media.Affine;
import io.unmask.media.Crops;
import io.unmask.random.RandomStream;

/**
 * Mirrors left and right, top and bottom, or both. Of 68 landmarks (300-W) those of the two sides also change places
 * in a mirror image, so that the left eye of an upright picture stays points 36–41; both ways make a half turn, which
 * mirrors nothing.
 *
 * @param direction which sides change places
 * @param probability how often
 */
@JsonTypeName("flip")
@AutoService(Augmentation.class)
@Doc("Mirrors left and right, top and bottom, or both.")
public record Flip(
        @Doc("Which sides change places; any draws one of the other three.") @Default("horizontal")
        Direction direction,

        @Doc("How often.") @Default("0.5") double probability)
        implements Augmentation {
    /** Which sides change places. */
    public enum Direction {
        /** Left and right. */
        HORIZONTAL,
        /** Top and bottom. */
        VERTICAL,
        /** All four: a half turn. */
        BOTH,
        /** One of the three, each as likely: albumentations' Flip. */
        ANY
    }

    /** For each of the 68 points, the one that is in its place after mirroring. */
    private static final int[] MIRRORED = {
        16,
        15,
        14,
        13,
        12,
        11,
        10,
        9,
        8,
        7,
        6,
        5,
        4,
        3,
        2,
        1,
        0, // jaw
        26,
        25,
        24,
        23,
        22,
        21,
        20,
        19,
        18,
        17, // brows
        27,
        28,
        29,
        30,
        35,
        34,
        33,
        32,
        31, // nose
        45,
        44,
        43,
        42,
        47,
        46,
        39,
        38,
        37,
        36,
        41,
        40, // eyes
        54,
        53,
        52,
        51,
        50,
        49,
        48,
        59,
        58,
        57,
        56,
        55, // outer lip
        64,
        63,
        62,
        61,
        60,
        67,
        66,
        65 // inner lip
    };

    /** Checks the probability. */
    public Flip {
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    /** Left and right. */
    public Flip(double probability) {
        this(Direction.HORIZONTAL, probability);
    }

    @Override
    public Sample apply(Sample sample, RandomStream random) {
        if (!random.chance(probability)) {
            return sample;
        }
        Direction drawn = direction == Direction.ANY ? Direction.values()[random.integer(0, 2)] : direction;
        return switch (drawn) {
            case HORIZONTAL -> sidesNamed(mirrored(sample));
            case VERTICAL -> sidesNamed(upsideDown(sample));
            default -> upsideDown(mirrored(sample));
        };
    }

    private static Sample mirrored(Sample sample) {
        return sample.moved(Crops::flip, Crops::flip, Affine.flip(sample.image().width()));
    }

    private static Sample upsideDown(Sample sample) {
        Affine map = new Affine(1, 0, 0, 0, -1, sample.image().height() - 1.0);
        return sample.moved(Crops::flipUpsideDown, Crops::flipUpsideDown, map);
    }

    private static Sample sidesNamed(Sample moved) {
        Landmarks points = moved.landmarks();
        return points == null || points.size() != MIRRORED.length ? moved : moved.withLandmarks(exchanged(points));
    }

    private static Landmarks exchanged(Landmarks points) {
        float[] xy = new float[2 * points.size()];
        for (int i = 0; i < MIRRORED.length; i++) {
            xy[2 * i] = points.x(MIRRORED[i]);
            xy[2 * i + 1] = points.y(MIRRORED[i]);
        }
        return new Landmarks(xy);
    }
}
