package io.unmask.augment.geometry;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.RandomChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Sample;
import io.unmask.media.Arithmetic;
import io.unmask.media.Image;
import io.unmask.media.Interpolation;
import io.unmask.media.Turn;
import io.unmask.random.RandomStream;

/**
 * Turns the picture about its middle by a uniform angle: torchvision's RandomRotation on Pillow pictures.
 *
 * @param degrees largest angle to either side
 * @param interpolation nearest or linear
 * @param expand whether the canvas grows
 * @param fill level of what lies outside
 * @param probability how often
 */
@JsonTypeName("rotation")
@AutoService(Augmentation.class)
@Doc("Turns the picture by a random angle.")
public record Rotation(
        @Doc("Largest angle to either side.") @Default("10.0")
        double degrees,

        @Doc("How values between pixels are found: nearest or linear; masks take the nearest.") @Default("nearest")
        Interpolation interpolation,

        @Doc("Whether the canvas grows to hold the whole picture.") @Default("false")
        boolean expand,

        @Doc("The level of what comes in from outside where it is black, 0 to 255.") @Default("0")
        int fill,

        @Doc("How often.") @Default("1.0") double probability)
        implements RandomChange {
    /** Checks the settings. */
    public Rotation {
        Check.that(degrees >= 0 && degrees <= 180, "degrees", degrees, "must be from 0 to 180");
        Check.that(
                interpolation == Interpolation.NEAREST || interpolation == Interpolation.LINEAR,
                "interpolation",
                interpolation,
                "must be nearest or linear");
        Check.that(fill >= 0 && fill <= 255, "fill", fill, "must be from 0 to 255");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Sample changed(Sample sample, RandomStream random) {
        Image image = sample.image();
        double angle = random.uniform(-degrees, degrees);
        Turn turn = Turn.of(image.width(), image.height(), angle, null, expand, Arithmetic.PIL);
        Places places = new Places(turn.source().inverse(), turn.source(), turn.width(), turn.height());
        return places.warp(sample, interpolation, fill);
    }
}
