package io.unmask.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unmask.data.source.Pictures;
import org.junit.jupiter.api.Test;

class ColourTransferTest {
    private static final int SIDE = 32;

    /** A noisy picture of muted colours, so that nothing is clipped. */
    private static Image muted(String seed, int red, int green, int blue, int spread) {
        Image noise = Pictures.noise(SIDE, seed);
        byte[] pixels = new byte[noise.pixels().length];
        int[] base = {red, green, blue};
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (base[i % 3] + spread * ((noise.pixels()[i] & 0xff) - 128) / 256);
        }
        return new Image(SIDE, SIDE, 3, pixels);
    }

    private static Plane everywhere() {
        Plane plane = Plane.blank(SIDE, SIDE);
        java.util.Arrays.fill(plane.values(), 1);
        return plane;
    }

    private static double[] means(Image image) {
        double[] means = new double[3];
        for (int i = 0; i < image.pixels().length; i++) {
            means[i % 3] += (image.pixels()[i] & 0xff) / (double) (SIDE * SIDE);
        }
        return means;
    }

    private static double[][] statistics(Image image) {
        double[] means = means(image);
        double[] deviations = new double[3];
        for (int i = 0; i < image.pixels().length; i++) {
            deviations[i % 3] += Math.pow((image.pixels()[i] & 0xff) - means[i % 3], 2) / (SIDE * SIDE);
        }
        for (int c = 0; c < 3; c++) {
            deviations[c] = Math.sqrt(deviations[c]);
        }
        return new double[][] {means, deviations};
    }

    @Test
    void theResult_hasMeanAndDeviationOfTheTarget_inLab() {
        Image target = muted("target", 90, 120, 160, 30);
        Image result = ColourTransfer.apply(muted("source", 180, 130, 100, 60), target, everywhere());
        double[][] wanted = statistics(Colours.rgbToLab(target));
        double[][] found = statistics(Colours.rgbToLab(result));
        for (int c = 0; c < 3; c++) {
            assertEquals(wanted[0][c], found[0][c], 0.5, "mean of channel " + c);
            assertEquals(wanted[1][c], found[1][c], 0.5, "deviation of channel " + c);
        }
    }

    @Test
    void itsOwnColours_leaveAPictureAsItIs() {
        Image image = muted("source", 120, 110, 100, 60);
        byte[] same = ColourTransfer.apply(image, image, everywhere()).pixels();
        for (int i = 0; i < same.length; i++) {
            assertEquals(image.pixels()[i] & 0xff, same[i] & 0xff, 1);
        }
    }

    @Test
    void aConstantPicture_takesTheMeanWithoutDividingByNothing() {
        Image grey = muted("source", 100, 100, 100, 0);
        double[] found = means(ColourTransfer.apply(grey, muted("target", 150, 150, 150, 0), everywhere()));
        assertArrayEquals(new double[] {150, 150, 150}, found, 1.0);
    }

    @Test
    void nowhere_changesNothing() {
        Image image = muted("source", 120, 110, 100, 60);
        byte[] same = ColourTransfer.apply(image, muted("target", 9, 9, 9, 0), Plane.blank(SIDE, SIDE))
                .pixels();
        for (int i = 0; i < same.length; i++) {
            assertEquals(image.pixels()[i] & 0xff, same[i] & 0xff, 1);
        }
    }
}
