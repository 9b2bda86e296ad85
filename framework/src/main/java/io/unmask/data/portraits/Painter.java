package io.unmask.data.portraits;

/** Paints what the raster shows, in linear light. */
final class Painter {
    private final Skin skin;
    private final Eyes eyes;
    private final FaceLines lines;
    private final Scalp scalp;
    private final Wardrobe wardrobe;

    Painter(Identity identity, FaceLines lines, Shot shot) {
        this.lines = lines;
        skin = new Skin(identity, lines);
        eyes = new Eyes(identity, lines, shot.lighting());
        scalp = new Scalp(identity);
        wardrobe = new Wardrobe(shot.scene());
    }

    /** Paints every sample that no strand covers; {@code behind} is at half the canvas's side. */
    void paint(Mesh mesh, Raster raster, Canvas canvas, float[][] behind, float[] gain) {
        float[] colour = new float[5];
        int side = canvas.side / 2;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int first = 2 * y * canvas.side + 2 * x;
                if (smooth(mesh, raster, first)) {
                    boolean plain = shade(mesh, raster, first, colour);
                    canvas.put(first, colour, gain);
                    if (plain) {
                        canvas.put(first + 1, colour, gain);
                        canvas.put(first + canvas.side, colour, gain);
                        canvas.put(first + canvas.side + 1, colour, gain);
                        continue;
                    }
                }
                for (int sample = 0; sample < 4; sample++) {
                    int at = first + (sample & 1) + (sample >> 1) * canvas.side;
                    if (raster.triangle[at] >= 0) {
                        shade(mesh, raster, at, colour);
                        canvas.put(at, colour, gain);
                    } else if (raster.triangle[at] != Canvas.COVERED) {
                        canvas.put(at, behind, y * side + x);
                    }
                }
            }
        }
    }

    /** Whether the four samples of a pixel show one piece of one surface, so that one colour may do for all. */
    private static boolean smooth(Mesh mesh, Raster raster, int first) {
        int below = first + raster.side;
        int[] triangle = raster.triangle;
        if (triangle[first] < 0 || triangle[first + 1] < 0 || triangle[below] < 0 || triangle[below + 1] < 0) {
            return false;
        }
        float[] depth = raster.depth;
        return Math.abs(depth[first] - depth[below + 1]) < 0.05f
                && Math.abs(depth[first + 1] - depth[below]) < 0.05f
                && mesh.part[mesh.triangles[3 * triangle[first]]] == mesh.part[mesh.triangles[3 * triangle[below + 1]]];
    }

    /** Colours one sample; true where there is no drawing finer than a pixel. */
    private boolean shade(Mesh mesh, Raster raster, int at, float[] out) {
        int triangle = raster.triangle[at];
        float s = raster.second[at];
        float r = raster.third[at];
        int a = mesh.triangles[3 * triangle];
        int b = mesh.triangles[3 * triangle + 1];
        int c = mesh.triangles[3 * triangle + 2];
        float q = 1 - s - r;
        float u = q * mesh.u[a] + s * mesh.u[b] + r * mesh.u[c];
        float v = q * mesh.v[a] + s * mesh.v[b] + r * mesh.v[c];
        float faceX = q * mesh.faceX[a] + s * mesh.faceX[b] + r * mesh.faceX[c];
        float faceY = q * mesh.faceY[a] + s * mesh.faceY[b] + r * mesh.faceY[c];
        switch (mesh.part[a]) {
            case HEAD -> head(u, v, faceX, faceY, out);
            case EAR -> {
                skin.paint(u, v, out);
                Skin.tint(out, 0.5f, 1, 0.80f, 0.78f);
            }
            case BODY -> {
                if (!wardrobe.paint(u, v, faceX, out)) {
                    skin.paint(u, v, out);
                }
            }
        }
        float gloss = (q * mesh.gloss[a] + s * mesh.gloss[b] + r * mesh.gloss[c]) * out[3] + out[4];
        out[0] = out[0] * (q * mesh.red[a] + s * mesh.red[b] + r * mesh.red[c]) + gloss;
        out[1] = out[1] * (q * mesh.green[a] + s * mesh.green[b] + r * mesh.green[c]) + gloss;
        out[2] = out[2] * (q * mesh.blue[a] + s * mesh.blue[b] + r * mesh.blue[c]) + gloss;
        return mesh.part[a] == Mesh.Part.HEAD ? !FaceLines.fine(faceX, faceY) : !wardrobe.patterned();
    }

    private void head(float u, float v, float faceX, float faceY, float[] out) {
        float hair = scalp.cover(u, v);
        if (hair < 1) {
            skin.paint(u, v, out);
            if (faceX < 1.2f && faceX > -1.2f) {
                skin.paintFace(faceX, faceY, out);
                scalp.paintFace(faceX, faceY, u, v, lines, out);
                eyes.paint(faceX, faceY, out);
            }
        }
        if (hair > 0) {
            scalp.paint(u, v, hair, out);
        }
    }
}
