package io.unmask.media;

/** How a value between pixels is found. */
public enum Interpolation {
    /** The nearest pixel: for masks whose values must not mix. */
    NEAREST,
    /** Bilinear between four pixels, with no low-pass filter when shrinking. */
    LINEAR,
    /** Bicubic between sixteen pixels (a = -0.75). */
    CUBIC,
    /** The mean over the area that a pixel covers when shrinking; the same as LINEAR when enlarging. */
    AREA,
    /** AREA where both sides shrink or stay, LINEAR otherwise: the default for pictures. */
    AUTO
}
