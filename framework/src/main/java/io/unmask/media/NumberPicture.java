package io.unmask.media;

import io.unmask.config.BadInputException;

/**
 * Numbers that travel as a square picture, so that loaders, caches and networks take them as they are: number i stands in
 * pixel i, row by row, 16 bits, the higher eight red, the lower eight green. Nothing may resize or change such a picture.
 */
public final class NumberPicture {
    /** Largest whole number of 16 bits; the number 1 travels as this. */
    public static final int HIGHEST = 0xffff;

    private NumberPicture() {}

    /**
     * The picture of numbers; pixels beyond the last number hold 0.
     *
     * @param numbers each 0..1, at most side · side of them
     * @param sidePixels side of the square
     * @throws BadInputException if one is outside
     */
    public static Image of(float[] numbers, int sidePixels) {
        int[] values = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            if (!(numbers[i] >= 0 && numbers[i] <= 1.00001f)) {
                throw new BadInputException("number " + i + " is " + numbers[i] + ", expected one from 0 to 1");
            }
            values[i] = Math.min(HIGHEST, Math.round(numbers[i] * HIGHEST));
        }
        return ofWhole(values, sidePixels);
    }

    /**
     * The picture of whole numbers; pixels beyond the last hold 0.
     *
     * @param values each 0..65535, at most side · side of them
     * @param sidePixels side of the square
     */
    public static Image ofWhole(int[] values, int sidePixels) {
        if (values.length > sidePixels * sidePixels) {
            throw new IllegalArgumentException(
                    values.length + " numbers for a picture of " + sidePixels + "x" + sidePixels);
        }
        Image image = Image.blank(sidePixels, sidePixels, 3);
        for (int i = 0; i < values.length; i++) {
            image.pixels()[3 * i] = (byte) (values[i] >> 8);
            image.pixels()[3 * i + 1] = (byte) values[i];
        }
        return image;
    }
}
