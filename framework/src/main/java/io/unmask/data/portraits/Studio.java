package io.unmask.data.portraits;

import io.unmask.data.Landmarks;
import io.unmask.media.Image;
import io.unmask.random.Seeds;

/** Renders one photo of one person: poses the head, lights it, paints every pixel, takes the picture. */
final class Studio {
    /** Samples a pixel and direction; the lens blur does the rest of the smoothing. */
    private static final int OVERSAMPLING = 2;

    private final Identity identity;
    private final Shot shot;
    private final FaceLines lines;
    private final HeadSurface surface;
    private final Pose pose;

    Studio(Identity identity, Shot shot) {
        this.identity = identity;
        this.shot = shot;
        lines = new FaceLines(identity.features(), shot.expression());
        surface = new HeadSurface(identity, lines);
        pose = new Pose(shot.yawRadians(), shot.pitchRadians(), shot.rollRadians());
    }

    Image photograph(int side) {
        int fine = side * OVERSAMPLING;
        View view = new View(shot.camera(), fine);
        Mesh mesh = new Mesh();
        HeadMesh.add(mesh, surface, new Scalp(identity));
        Ears.add(mesh, identity, surface);
        pose.apply(mesh, 0);
        turnNormals(mesh);
        Body.add(mesh, identity, 0.4f * shot.yawRadians());
        Strands strands = new Strands();
        new Hair(identity, surface).grow(strands);
        new FacialHair(identity, lines, surface).grow(strands);
        new Glasses(identity, surface).wear(strands);
        strands.turn(pose);
        Lighting lighting = shot.lighting();
        ShadowMap shadows = new ShadowMap(mesh, lighting);
        strands.castShadows(shadows);
        lighting.apply(mesh, shadows);
        Raster raster = new Raster(fine);
        float[] column = new float[mesh.vertexCount];
        float[] row = new float[mesh.vertexCount];
        for (int i = 0; i < mesh.vertexCount; i++) {
            column[i] = view.column(mesh.x[i], mesh.z[i]);
            row[i] = view.row(mesh.y[i], mesh.z[i]);
        }
        raster.draw(mesh, column, row, mesh.z);
        float[][] light = Backdrop.paint(Seeds.of(shot.scene()).stream("backdrop"), side);
        float[] gain = gain(mesh);
        Canvas canvas = new Canvas(raster);
        // Strands first: what they cover need not be painted.
        strands.draw(canvas, view, lighting, shadows, gain);
        new Painter(identity, lines, shot).paint(mesh, raster, canvas, light, gain);
        return new Image(side, side, 3, shot.camera().develop(canvas.average(), side));
    }

    /** Automatic exposure on the light that falls on the head, so that dark skin stays dark; white balance. */
    private float[] gain(Mesh mesh) {
        double sum = 0;
        int seen = 0;
        for (int i = 0; i < mesh.vertexCount; i++) {
            if (mesh.part[i] == Mesh.Part.HEAD && mesh.normalZ[i] > 0.3f) {
                sum += mesh.green[i];
                seen++;
            }
        }
        float[] gain = shot.camera().balance().clone();
        for (int c = 0; c < 3; c++) {
            gain[c] *= (float) (shot.camera().exposure() * (0.93 * seen / sum));
        }
        return gain;
    }

    private void turnNormals(Mesh mesh) {
        float[] origin = {0, 0, 0};
        pose.apply(origin);
        float[] normal = new float[3];
        for (int i = 0; i < mesh.vertexCount; i++) {
            normal[0] = mesh.normalX[i];
            normal[1] = mesh.normalY[i];
            normal[2] = mesh.normalZ[i];
            pose.apply(normal);
            mesh.normalX[i] = normal[0] - origin[0];
            mesh.normalY[i] = normal[1] - origin[1];
            mesh.normalZ[i] = normal[2] - origin[2];
        }
    }

    Landmarks landmarks(int side) {
        View view = new View(shot.camera(), side);
        float[] xy = lines.points();
        float[] point = new float[3];
        for (int i = 0; i < 68; i++) {
            if (i < 17) {
                contour(i, view, point);
            } else {
                surface.atFace(xy[2 * i], xy[2 * i + 1], point);
                pose.apply(point);
            }
            xy[2 * i] = view.column(point[0], point[2]);
            xy[2 * i + 1] = view.row(point[1], point[2]);
        }
        return new Landmarks(xy);
    }

    /**
     * A point of the jaw: from ear to chin along the face's edge. Where the head turns away, the edge is where
     * the cheek hides the rest, which is where annotators put it.
     */
    private void contour(int index, View view, float[] point) {
        float t = (index - 8) / 8f;
        float around = Math.abs(t);
        float height =
                Noise.mix(surface.bottom() + 0.03f, 0.05f, 1 - (float) StrictMath.cos(around * Math.PI / 2 * 0.97));
        float widest = (float) (1.38 * StrictMath.sin(Math.min(1, around * 1.35) * Math.PI / 2)) * Math.signum(t);
        float best = Float.NEGATIVE_INFINITY;
        float[] candidate = new float[3];
        int steps = around == 0 ? 0 : 24;
        for (int i = 0; i <= steps; i++) {
            float angle = widest * (1 - 0.5f * i / 24f);
            surface.point((float) StrictMath.sin(angle), (float) StrictMath.cos(angle), height, candidate);
            pose.apply(candidate);
            float outward = view.column(candidate[0], candidate[2]) * Math.signum(t);
            if (outward > best) {
                best = outward;
                System.arraycopy(candidate, 0, point, 0, 3);
            }
        }
    }
}
