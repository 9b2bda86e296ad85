package io.unmask.data;

import io.unmask.config.BadInputException;
import io.unmask.media.Image;

/**
 * Numbers that travel as a small picture, so that loaders, caches and detectors take them as they are: number i stands in
 * pixel i, row by row, 16 bits, the higher eight red, the lower eight green. Nothing may resize such a picture.
 */
public final class NumberPicture {
    /** Side of the square. */
    public static final int SIDE = 16;

    private static final int HIGHEST = 0xffff;

    private NumberPicture() {}

    /**
     * The picture of numbers.
     *
     * @param numbers each 0..1, at most 256 of them
     * @throws BadInputException if one is outside
     */
    public static Image of(float[] numbers) {
        if (numbers.length > SIDE * SIDE) {
            throw new IllegalArgumentException(numbers.length + " numbers for a picture of " + SIDE * SIDE);
        }
        Image image = Image.blank(SIDE, SIDE, 3);
        for (int i = 0; i < numbers.length; i++) {
            if (!(numbers[i] >= 0 && numbers[i] <= 1.00001f)) {
                throw new BadInputException("number " + i + " is " + numbers[i] + ", expected one from 0 to 1");
            }
            int value = Math.min(HIGHEST, Math.round(numbers[i] * HIGHEST));
            image.pixels()[3 * i] = (byte) (value >> 8);
            image.pixels()[3 * i + 1] = (byte) value;
        }
        return image;
    }
}
