package io.unmask.data.portraits;

import java.util.Arrays;

/** Polylines with a width and a colour: hair, brows, beards, rims of glasses. */
final class Strands {
    private float[] x = new float[4096];
    private float[] y = new float[4096];
    private float[] z = new float[4096];
    private float[] open = new float[4096];
    private int points;
    private int[] starts = new int[512];
    private float[] look = new float[512 * 5];
    private int count;

    /** Begins a strand: reflectance, width in head units, strength of its highlight. */
    void begin(float red, float green, float blue, float width, float gloss) {
        if (count + 1 >= starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
            look = Arrays.copyOf(look, 2 * look.length);
        }
        starts[count] = points;
        look[5 * count] = red;
        look[5 * count + 1] = green;
        look[5 * count + 2] = blue;
        look[5 * count + 3] = width;
        look[5 * count + 4] = gloss;
        count++;
    }

    /** Adds a point; {@code sky} is how open it lies to the sky, 0..1. */
    void add(float px, float py, float pz, float sky) {
        if (points == x.length) {
            x = Arrays.copyOf(x, 2 * points);
            y = Arrays.copyOf(y, 2 * points);
            z = Arrays.copyOf(z, 2 * points);
            open = Arrays.copyOf(open, 2 * points);
        }
        x[points] = px;
        y[points] = py;
        z[points] = pz;
        open[points++] = sky;
    }

    void turn(Pose pose) {
        float[] point = new float[3];
        for (int i = 0; i < points; i++) {
            point[0] = x[i];
            point[1] = y[i];
            point[2] = z[i];
            pose.apply(point);
            x[i] = point[0];
            y[i] = point[1];
            z[i] = point[2];
        }
    }

    void castShadows(ShadowMap shadows) {
        for (int i = 0; i < points; i++) {
            shadows.block(x[i], y[i], z[i]);
        }
    }

    /** Lights the strands as thin cylinders (Kajiya and Kay 1989) and draws them. */
    void draw(Canvas canvas, View view, Lighting lighting, ShadowMap shadows, float[] gain) {
        float[] from = new float[6];
        float[] to = new float[6];
        for (int s = 0; s < count; s++) {
            int first = starts[s];
            int end = s + 1 < count ? starts[s + 1] : points;
            float width = look[5 * s + 3] * view.pixelsPerUnit();
            for (int i = first; i < end; i++) {
                int before = Math.max(first, i - 1);
                int after = Math.min(end - 1, i + 1);
                float tx = x[after] - x[before];
                float ty = y[after] - y[before];
                float tz = z[after] - z[before];
                float length = (float) Math.sqrt(tx * tx + ty * ty + tz * tz) + 1e-9f;
                to[0] = view.column(x[i], z[i]);
                to[1] = view.row(y[i], z[i]);
                to[2] = z[i];
                float lit = shadows.lightThrough(x[i], y[i], z[i]);
                lighting.strand(tx / length, ty / length, tz / length, open[i], lit, look, 5 * s, to);
                for (int c = 0; c < 3; c++) {
                    to[3 + c] *= gain[c];
                }
                if (i > first) {
                    canvas.line(from, to, width);
                }
                float[] swap = from;
                from = to;
                to = swap;
            }
        }
    }
}
