package io.unmask.media;

/**
 * A rectangle of whole pixels.
 *
 * @param left first column, may lie outside a picture
 * @param top first row
 * @param width columns
 * @param height rows
 */
public record Box(int left, int top, int width, int height) {
    /** Number of pixels. */
    public long area() {
        return (long) width * height;
    }
}
