package io.unmask.report;

import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sheet of pictures with what a detector marked: a row a picture, and in it the picture, the prediction laid over
 * it in red, and the true mask laid over it in green.
 */
public final class OverlaySheet {
    private static final int GAP = 4;
    private static final int COLUMNS = 3;
    private static final int RED = 0;
    private static final int GREEN = 1;
    /** How much of the colour shows where a mask is 1. */
    private static final float STRENGTH = 0.6f;

    private final int sidePixels;
    private final List<Image[]> rows = new ArrayList<>();

    /** A sheet of pictures of one side. */
    public OverlaySheet(int sidePixels) {
        this.sidePixels = sidePixels;
    }

    /** How many pictures it has. */
    public int size() {
        return rows.size();
    }

    /**
     * Adds a picture.
     *
     * @param pixels side · side · 3 bytes from {@code 3 · begin} on
     * @param predicted side · side probabilities from {@code begin} on
     * @param truth side · side bytes from {@code begin} on, not 0 where manipulated
     * @param begin index of the picture's first pixel
     */
    public void add(byte[] pixels, float[] predicted, byte[] truth, int begin) {
        Image[] row = new Image[COLUMNS];
        for (int column = 0; column < COLUMNS; column++) {
            row[column] = Image.blank(sidePixels, sidePixels, 3);
        }
        for (int i = 0; i < sidePixels * sidePixels; i++) {
            for (int c = 0; c < 3; c++) {
                int value = pixels[3 * (begin + i) + c] & 0xff;
                row[0].pixels()[3 * i + c] = (byte) value;
                row[1].pixels()[3 * i + c] = tinted(value, c == RED, predicted[begin + i]);
                row[2].pixels()[3 * i + c] = tinted(value, c == GREEN, truth[begin + i] == 0 ? 0 : 1);
            }
        }
        rows.add(row);
    }

    /**
     * A picture with a heat map laid over it in red.
     *
     * @param picture three channels
     * @param heat 0..1, one value a pixel of the picture
     */
    public static Image tinted(Image picture, float[] heat) {
        Image tinted = Image.blank(picture.width(), picture.height(), 3);
        for (int i = 0; i < heat.length; i++) {
            for (int c = 0; c < 3; c++) {
                tinted.pixels()[3 * i + c] = tinted(picture.pixels()[3 * i + c] & 0xff, c == RED, heat[i]);
            }
        }
        return tinted;
    }

    private static byte tinted(int value, boolean inColour, float weight) {
        float share = STRENGTH * Math.max(0, Math.min(1, weight));
        return (byte) Math.round(value * (1 - share) + (inColour ? 255 * share : 0));
    }

    /** Writes the sheet as PNG on white; nothing if it has no pictures. */
    public void write(Path file) {
        if (rows.isEmpty()) {
            return;
        }
        int width = COLUMNS * (sidePixels + GAP) + GAP;
        int height = rows.size() * (sidePixels + GAP) + GAP;
        byte[] sheet = new byte[width * height * 3];
        Arrays.fill(sheet, (byte) 255);
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < COLUMNS; c++) {
                Image image = rows.get(r)[c];
                for (int y = 0; y < sidePixels; y++) {
                    int at = (GAP + r * (sidePixels + GAP) + y) * width + GAP + c * (sidePixels + GAP);
                    System.arraycopy(image.pixels(), 3 * y * sidePixels, sheet, 3 * at, 3 * sidePixels);
                }
            }
        }
        ImageFiles.write(file, new Image(width, height, 3, sheet));
    }
}
