package io.unmask.media.audio;

import io.unmask.media.Image;
import io.unmask.media.Plane;

/** Floats as grey levels. */
public enum GreyLevels {
    /**
     * The least value black, the largest white, levels cut off after the point: OpenCV's normalize to 0..255 in float32 and
     * numpy's astype(uint8). Black throughout where all values are equal.
     */
    MIN_MAX {
        @Override
        public Image of(Plane plane, double range) {
            float least = Float.POSITIVE_INFINITY;
            for (float value : plane.values()) {
                least = Math.min(least, value);
            }
            double spread = (double) plane.max() - least;
            double scale = WHITE * (spread > Math.ulp(1.0) ? 1 / spread : 0);
            return truncated(plane, (float) scale, -(float) (least * scale));
        }
    },
    /** 0 white, {@code range} below it black, whatever the largest value is: levels of two sounds can be compared. */
    FIXED {
        @Override
        public Image of(Plane plane, double range) {
            return truncated(plane, (float) (WHITE / range), (float) WHITE);
        }
    };

    static final double WHITE = 255;

    /**
     * A grey picture of the plane's size.
     *
     * @param range difference of white and black; MIN_MAX finds its own
     */
    public abstract Image of(Plane plane, double range);

    private static Image truncated(Plane plane, float scale, float shift) {
        byte[] pixels = new byte[plane.values().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (int) Math.max(0, Math.min(WHITE, plane.values()[i] * scale + shift));
        }
        return new Image(plane.width(), plane.height(), 1, pixels);
    }
}
