package io.unmask.report;

import io.unmask.media.Drawing;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import io.unmask.media.Interpolation;
import io.unmask.media.Resampling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pictures in rows and columns with two lines of text under each, and masks as outlines. */
public final class ContactSheet {
    private static final int LARGEST_TILE = 160;
    private static final int GAP = 6;
    private static final int LINE = 13;
    private static final int CAPTION = 2 * LINE + 4;
    private static final byte[] OUTLINE = {(byte) 255, (byte) 220, 0};

    private final List<List<Image>> rows = new ArrayList<>();

    /**
     * One picture of a sheet.
     *
     * @param image three channels, or one for grey
     * @param mask outlined; one channel as large as the image; null for none
     * @param name what was done to it, in ASCII
     * @param label what it is, in ASCII
     */
    public record Tile(Image image, @Nullable Image mask, String name, String label) {}

    /** Adds a row. */
    public void row(List<Tile> tiles) {
        rows.add(tiles.stream().map(ContactSheet::drawn).toList());
    }

    private static Image drawn(Tile tile) {
        Image image = small(tile.image(), Interpolation.AUTO);
        Image canvas = blankWhite(image.width(), image.height() + CAPTION);
        put(canvas, image, 0, 0);
        if (tile.mask() != null) {
            outline(canvas, small(tile.mask(), Interpolation.NEAREST));
        }
        Image named = Drawing.text(canvas, 1, image.height() + LINE, tile.name());
        return Drawing.text(named, 1, image.height() + 2 * LINE, tile.label());
    }

    private static Image small(Image image, Interpolation how) {
        int longest = Math.max(image.width(), image.height());
        if (longest <= LARGEST_TILE) {
            return image;
        }
        int width = Math.max(1, image.width() * LARGEST_TILE / longest);
        int height = Math.max(1, image.height() * LARGEST_TILE / longest);
        return Resampling.resize(image, width, height, how);
    }

    private static Image blankWhite(int width, int height) {
        Image blank = Image.blank(width, height, 3);
        Arrays.fill(blank.pixels(), (byte) 255);
        return blank;
    }

    private static void put(Image canvas, Image image, int left, int top) {
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                for (int c = 0; c < 3; c++) {
                    int from = (y * image.width() + x) * image.channels() + (image.channels() == 3 ? c : 0);
                    canvas.pixels()[((top + y) * canvas.width() + left + x) * 3 + c] = image.pixels()[from];
                }
            }
        }
    }

    /** Colours the pixels of the mask that touch one outside it. */
    private static void outline(Image canvas, Image mask) {
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                if (isInside(mask, x, y)
                        && !(isInside(mask, x - 1, y)
                                && isInside(mask, x + 1, y)
                                && isInside(mask, x, y - 1)
                                && isInside(mask, x, y + 1))) {
                    System.arraycopy(OUTLINE, 0, canvas.pixels(), (y * canvas.width() + x) * 3, 3);
                }
            }
        }
    }

    private static boolean isInside(Image mask, int x, int y) {
        return x >= 0 && y >= 0 && x < mask.width() && y < mask.height() && mask.at(x, y, 0) > 127;
    }

    /**
     * Writes the sheet; its extension names the format.
     *
     * @throws io.unmask.config.BadInputException if it cannot be written
     */
    public void write(Path file) {
        ImageFiles.write(file, image());
    }

    /** The whole sheet as a picture. */
    public Image image() {
        int width = GAP;
        int height = GAP;
        for (List<Image> row : rows) {
            width = Math.max(
                    width,
                    GAP + row.stream().mapToInt(tile -> tile.width() + GAP).sum());
            height += tallest(row) + GAP;
        }
        Image sheet = blankWhite(width, height);
        int top = GAP;
        for (List<Image> row : rows) {
            int left = GAP;
            for (Image tile : row) {
                put(sheet, tile, left, top);
                left += tile.width() + GAP;
            }
            top += tallest(row) + GAP;
        }
        return sheet;
    }

    private static int tallest(List<Image> row) {
        return row.stream().mapToInt(Image::height).max().orElse(0);
    }
}
