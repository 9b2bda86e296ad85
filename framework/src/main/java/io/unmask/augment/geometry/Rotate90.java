package io.unmask.augment.geometry;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.RandomChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Sample;
import io.unmask.media.Affine;
import io.unmask.media.Crops;
import io.unmask.random.RandomStream;

/**
 * Turns by 0 to 3 quarters counter-clockwise: albumentations' RandomRotate90. Pixels move, none is computed.
 *
 * @param probability how often
 */
@JsonTypeName("rotate90")
@AutoService(Augmentation.class)
@Doc("Turns the picture by a random number of quarter turns.")
public record Rotate90(@Doc("How often.") @Default("0.5") double probability) implements RandomChange {
    /** Checks the settings. */
    public Rotate90 {
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    @Override
    public Sample changed(Sample sample, RandomStream random) {
        Sample turned = sample;
        for (int quarters = random.integer(0, 3); quarters > 0; quarters--) {
            Affine map = new Affine(0, 1, 0, -1, 0, turned.image().width() - 1.0);
            turned = turned.moved(Crops::quarterTurn, Crops::quarterTurn, map);
        }
        return turned;
    }
}
