package io.unmask.media;

/**
 * A face as a network found it, in pixels of the picture.
 *
 * @param left left edge, may lie outside
 * @param top upper edge
 * @param width columns
 * @param height rows
 * @param score 0 to 1
 * @param points x0, y0, x1, y1, …; not copied
 */
public record FaceBox(double left, double top, double width, double height, double score, float[] points) {}
