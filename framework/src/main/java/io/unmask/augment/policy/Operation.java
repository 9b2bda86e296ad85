package io.unmask.augment.policy;

import io.unmask.augment.geometry.Places;
import io.unmask.data.Sample;
import io.unmask.media.Affine;
import io.unmask.media.Arithmetic;
import io.unmask.media.ColourChanges;
import io.unmask.media.Filters;
import io.unmask.media.Interpolation;
import io.unmask.media.Raster;
import io.unmask.media.ToneCurves;
import io.unmask.media.Turn;
import io.unmask.media.Warps;
import org.jspecify.annotations.Nullable;

/**
 * The operations of AutoAugment (Cubuk et al. 2019) as torchvision's {@code transforms/autoaugment.py} has them, in its
 * order. A magnitude is a lean, pixels, degrees, a change of a factor, bits or a level, by operation.
 */
enum Operation {
    IDENTITY,
    SHEAR_X,
    SHEAR_Y,
    TRANSLATE_X,
    TRANSLATE_Y,
    ROTATE,
    BRIGHTNESS,
    COLOR,
    CONTRAST,
    SHARPNESS,
    POSTERIZE,
    SOLARIZE,
    AUTO_CONTRAST,
    EQUALIZE,
    INVERT;

    /** Whether its magnitude may as well be negative. */
    boolean isSigned() {
        return switch (this) {
            case SHEAR_X, SHEAR_Y, TRANSLATE_X, TRANSLATE_Y, ROTATE -> true;
            case BRIGHTNESS, COLOR, CONTRAST, SHARPNESS -> true;
            default -> false;
        };
    }

    /** On a sample, in Pillow's arithmetic; what comes in from outside is black. */
    Sample apply(Sample sample, double magnitude) {
        int width = sample.image().width();
        int height = sample.image().height();
        Affine source = source(width, height, magnitude);
        if (source != null) {
            return new Places(source.inverse(), source, width, height).warp(sample, Interpolation.NEAREST, 0);
        }
        return this == IDENTITY
                ? sample
                : sample.withImage(Raster.change(sample.image(), picture -> toned(picture, magnitude, Arithmetic.PIL)));
    }

    /** On a picture alone, as AugMix does: in the arithmetic of 8-bit tensors, sampled bilinearly. */
    Raster apply(Raster picture, double magnitude) {
        Affine source = source(picture.width(), picture.height(), magnitude);
        if (source == null) {
            return toned(picture, magnitude, Arithmetic.TENSOR);
        }
        return Warps.warp(
                picture, source, picture.width(), picture.height(), Interpolation.LINEAR, null, Arithmetic.TENSOR);
    }

    /** Where each pixel of the result comes from; null where none moves. Shears keep the upper left corner. */
    private @Nullable Affine source(int width, int height, double magnitude) {
        return switch (this) {
            case SHEAR_X -> new Affine(1, magnitude, 0.5 * magnitude, 0, 1, 0);
            case SHEAR_Y -> new Affine(1, 0, 0, magnitude, 1, 0.5 * magnitude);
            case TRANSLATE_X -> Affine.translation(-(int) magnitude, 0);
            case TRANSLATE_Y -> Affine.translation(0, -(int) magnitude);
            case ROTATE ->
                Turn.of(width, height, magnitude, null, false, Arithmetic.PIL).source();
            default -> null;
        };
    }

    private Raster toned(Raster picture, double magnitude, Arithmetic arithmetic) {
        return switch (this) {
            case BRIGHTNESS -> ColourChanges.brightness(picture, 1 + magnitude, arithmetic);
            case COLOR -> ColourChanges.saturation(picture, 1 + magnitude, arithmetic);
            case CONTRAST -> ColourChanges.contrast(picture, 1 + magnitude, arithmetic);
            case SHARPNESS -> Filters.sharpness(picture, 1 + magnitude, arithmetic);
            case POSTERIZE -> ToneCurves.posterize(picture, (int) magnitude);
            case SOLARIZE -> ToneCurves.solarize(picture, magnitude, arithmetic);
            case AUTO_CONTRAST -> ToneCurves.autoContrast(picture, arithmetic);
            case EQUALIZE -> ToneCurves.equalize(picture);
            case INVERT -> ToneCurves.invert(picture, arithmetic);
            default -> picture;
        };
    }
}
