package io.unmask.augment.colour;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.PictureChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.Colours;
import io.unmask.media.Image;
import io.unmask.media.ToneCurves;
import io.unmask.random.RandomStream;

/**
 * Shifts hue, saturation and value, each by a uniform amount, as albumentations 1.3: in OpenCV's 8-bit HSV, whose hue
 * has 180 steps, and cut off to whole numbers, so that a shift in (-1, 0) lowers by 1 and one in (0, 1) does nothing.
 *
 * @param hue largest shift, 0..90
 * @param saturation largest shift
 * @param value largest shift
 * @param probability how often
 */
@JsonTypeName("hue_saturation_value")
@AutoService(Augmentation.class)
@Doc("Shifts hue, saturation and value by random amounts.")
public record HueSaturationValue(
        @Doc("Largest shift of the hue, in steps of 2 degrees.") @Default("20.0")
        double hue,

        @Doc("Largest shift of the saturation, levels of 255.") @Default("30.0")
        double saturation,

        @Doc("Largest shift of the value, levels of 255.") @Default("20.0")
        double value,

        @Doc("How often.") @Default("0.5") double probability)
        implements PictureChange {
    /** Checks the settings. */
    public HueSaturationValue {
        Check.that(hue >= 0 && hue <= 90, "hue", hue, "must be from 0 to 90");
        Check.that(saturation >= 0, "saturation", saturation, "must not be negative");
        Check.that(value >= 0, "value", value, "must not be negative");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    private static final int HUES = 180;

    @Override
    public Image changed(Image image, RandomStream random) {
        double byHue = random.uniform(-hue, hue);
        double bySaturation = random.uniform(-saturation, saturation);
        double byValue = random.uniform(-value, value);
        Image hsv = ToneCurves.truncated(Colours.rgbToHsv(image), (channel, level) -> switch (channel) {
            case 0 -> (level + byHue + HUES) % HUES;
            case 1 -> level + bySaturation;
            default -> level + byValue;
        });
        return Colours.hsvToRgb(hsv);
    }
}
