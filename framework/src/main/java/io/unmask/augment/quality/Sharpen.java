package io.unmask.augment.quality;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.PictureChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.Filters;
import io.unmask.media.Image;
import io.unmask.media.Plane;
import io.unmask.random.RandomStream;
import java.util.Arrays;

/**
 * The picture correlated with (1 - a) I + a S, S being 8 + l in the middle and -1 around, a and l uniform:
 * albumentations' Sharpen.
 *
 * @param lowestAlpha lowest share of the sharpened version
 * @param highestAlpha highest share
 * @param lowestLightness lowest lightness of the sharpened version
 * @param highestLightness highest lightness
 * @param probability how often
 */
@JsonTypeName("sharpen")
@AutoService(Augmentation.class)
@Doc("Adds a sharpened version of random strength.")
public record Sharpen(
        @Doc("Lowest share of the sharpened version.") @Default("0.2")
        double lowestAlpha,

        @Doc("Highest share of the sharpened version.") @Default("0.5")
        double highestAlpha,

        @Doc("Lowest lightness of the sharpened version; 1 keeps it.") @Default("0.5")
        double lowestLightness,

        @Doc("Highest lightness of the sharpened version.") @Default("1.0")
        double highestLightness,

        @Doc("How often.") @Default("0.5") double probability)
        implements PictureChange {
    /** Checks the settings. */
    public Sharpen {
        Check.that(lowestAlpha >= 0, "lowestAlpha", lowestAlpha, "must not be negative");
        Check.that(
                highestAlpha >= lowestAlpha && highestAlpha <= 1,
                "highestAlpha",
                highestAlpha,
                "must be from lowest_alpha to 1");
        Check.that(lowestLightness >= 0, "lowestLightness", lowestLightness, "must not be negative");
        Check.that(
                highestLightness >= lowestLightness,
                "highestLightness",
                highestLightness,
                "must be at least lowest_lightness");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    private static final int SIDE = 3;
    private static final int MIDDLE = 4;

    @Override
    public Image changed(Image image, RandomStream random) {
        float alpha = (float) random.uniform(lowestAlpha, highestAlpha);
        float lightness = (float) random.uniform(lowestLightness, highestLightness);
        float[] kernel = new float[SIDE * SIDE];
        Arrays.fill(kernel, -alpha);
        kernel[MIDDLE] = 1 - alpha + alpha * (8 + lightness);
        return Filters.correlate(image, new Plane(SIDE, SIDE, kernel));
    }
}
