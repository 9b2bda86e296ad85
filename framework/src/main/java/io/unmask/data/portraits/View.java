package io.unmask.data.portraits;

/** From the world to pixels of a picture with that side: perspective with the lens on the z axis. */
final class View {
    /** Height of the world that lies in the middle of the picture: head and the beginning of the shoulders. */
    private static final float MIDDLE_Y = -0.16f;

    private final float scale;
    private final float column;
    private final float row;
    private final float distance;

    View(Camera camera, int side) {
        scale = side / camera.unitsAcross();
        column = side * (0.5f + camera.centreX()) - 0.5f;
        row = side * (0.5f - camera.centreY()) - 0.5f;
        distance = camera.distance();
    }

    float pixelsPerUnit() {
        return scale;
    }

    float column(float x, float z) {
        return column + scale * x * distance / (distance - z);
    }

    float row(float y, float z) {
        return row - scale * (y - MIDDLE_Y) * distance / (distance - z);
    }
}
