package io.unmask.data.portraits;

/**
 * The skin of one head: elliptic sections stacked from skull to chin, and over them the relief of the face as
 * hills and hollows towards the camera. Points are addressed by angle (0 in front, positive to the right of
 * the picture) and height of the resting face.
 */
final class HeadSurface {
    /** Everything from here up rises with the forehead. */
    private static final float DOME = 0.55f;

    private final Identity identity;
    private final FaceLines lines;
    private final Curve halfWidth;
    private final Curve front;
    private final Curve back;
    private final Curve middle;
    private final Curve noseHeight;
    private final float chinY;
    private final float topY;
    private final float laugh;

    HeadSurface(Identity identity, FaceLines lines) {
        this.identity = identity;
        this.lines = lines;
        laugh = Math.max(lines.expression.smile(), 0);
        topY = 1.55f * identity.bones().forehead();
        chinY = -1.42f - identity.bones().chinDrop();
        halfWidth = halfWidth(identity.bones(), chinY);
        noseHeight = noseHeight(identity.features().nose());
        front = new Curve(new double[][] {
            {chinY, 1.03},
            {-1.3, 1.10},
            {-1.1, 1.10},
            {-0.9, 1.15},
            {-0.6, 1.16},
            {-0.25, 1.145},
            {0.05, 1.13},
            {0.3, 1.19},
            {0.6, 1.20},
            {0.9, 1.15},
            {1.6, 1.0}
        });
        back = new Curve(new double[][] {
            {chinY, 0.55},
            {-1.3, 0.35},
            {-0.95, -0.15},
            {-0.6, -0.8},
            {-0.2, -1.15},
            {0.2, -1.32},
            {0.7, -1.38},
            {1.6, -1.2}
        });
        middle = new Curve(new double[][] {
            {chinY, 0.78}, {-1.35, 0.62}, {-1.1, 0.30}, {-0.8, 0.06}, {-0.4, -0.06}, {0.2, -0.1}, {1.6, -0.12}
        });
    }

    private static Curve halfWidth(Bones b, float chinY) {
        float full = b.fullness();
        float w = b.width();
        return new Curve(new double[][] {
            {chinY, 0.30 * b.chin()},
            {-1.34, 0.41 * b.chin() + 0.3 * full},
            {-1.18, 0.565 * (b.chin() + b.jaw()) / 2 + 0.6 * full},
            {-0.95, 0.735 * b.jaw() * w + 0.6 * full},
            {-0.65, 0.865 * b.jaw() * w + 0.3 * full},
            {-0.3, 0.965 * w},
            {0.0, 0.995 * w},
            {0.3, 1.01 * w},
            {0.7, 1.045 * w},
            {1.6, 1.05 * w}
        });
    }

    private static Curve noseHeight(Features.Nose nose) {
        return new Curve(new double[][] {
            {-nose.length() - 0.20, 0},
            {-nose.length() - 0.11, 0.045},
            {-nose.length() - 0.03, 0.15},
            {-nose.length() + 0.05, nose.tip() * 0.95},
            {-nose.length() + 0.11, nose.tip()},
            {-nose.length() + 0.22, nose.tip() * 0.86},
            {-0.22, nose.bridge() + 0.4 * (nose.tip() - nose.bridge()) + nose.hump()},
            {0.0, nose.bridge()},
            {0.14, nose.bridge() * 0.55},
            {0.34, 0}
        });
    }

    /** Half the width of the bare head at this height, without the rounding of top and chin. */
    float halfWidth(float height) {
        return halfWidth.at(height);
    }

    float top() {
        return topY;
    }

    /** The lowest height that has a point. */
    float bottom() {
        return chinY - 0.05f;
    }

    /** Puts x, y, z, face x and face y of a point into {@code out}. */
    void point(float sin, float cos, float height, float[] out) {
        float cap = cap(height);
        float x = halfWidth.at(height) * cap * sin;
        float centre = middle.at(height);
        float z = (cos > 0 ? front.at(height) - centre : centre - back.at(height)) * cap * cos + centre;
        float y = height - lines.jawDrop(height) * Noise.step(-0.6f, 0.3f, cos);
        out[0] = x;
        out[1] = y;
        out[2] = z;
        if (cos > -0.1f) {
            out[2] += relief(x, y) * Noise.step(-0.1f, 0.35f, cos);
        }
    }

    /** Puts the point of the surface that has these face coordinates into {@code out}. */
    void atFace(float faceX, float faceY, float[] out) {
        // Where the resting jaw was before it dropped here: the drop grows more slowly than the height falls.
        float low = faceY;
        float high = faceY + lines.gap;
        for (int i = 0; i < 16; i++) {
            float guess = (low + high) / 2;
            if (guess - lines.jawDrop(guess) < faceY) {
                low = guess;
            } else {
                high = guess;
            }
        }
        float height = (low + high) / 2;
        float sin = Noise.clamp(faceX / (halfWidth.at(height) * cap(height)), -1, 1);
        point(sin, (float) Math.sqrt(1 - sin * sin), height, out);
    }

    private float cap(float y) {
        float over = y > DOME ? (y - DOME) / (topY - DOME) : (chinY + 0.21f - y) / 0.26f;
        if (over <= 0) {
            return 1;
        }
        return over >= 1 ? 0 : (float) Math.sqrt(1 - over * over);
    }

    /** How far the face stands out over the plain sections, head units. */
    float relief(float x, float y) {
        float side = Math.abs(x);
        float sum = nose(side, y) + eyes(side, y) + lips(x, y);
        Bones b = identity.bones();
        sum += (b.cheekbone() + 0.03f * laugh) * bump(side - 0.58f, y + 0.30f - 0.04f * laugh, 0.40f, 0.32f);
        sum += (0.4f * b.fullness() + 0.045f * laugh) * bump(side - 0.52f, y + 0.62f - 0.10f * laugh, 0.30f, 0.36f);
        sum += b.chinBump() * bump(side, y - chinY - 0.14f + lines.gap * 0.9f, 0.30f, 0.22f);
        sum -= 0.045f * bump(side, y + 1.12f + lines.gap * 0.9f, 0.34f, 0.10f);
        float fold = side - (0.24f + 0.30f * (-0.52f - y) + 0.05f * laugh);
        float depth = 0.012f + 0.02f * identity.maturity() + 0.028f * laugh;
        sum -= depth * Noise.hill(fold * fold / 0.006f) * bump(0, y + 0.75f, 1, 0.34f);
        return sum;
    }

    private float nose(float side, float y) {
        Features f = identity.features();
        float low = -f.nose().length();
        if (side > 0.5f || y < low - 0.21f || y > 0.36f) {
            return 0;
        }
        float width = Noise.mix(f.nose().width() * 1.38f, 0.30f, Noise.step(low, 0.02f, y));
        float ridge = noseHeight.at(y) * Noise.hill(side * side / (width * width));
        float tip = 0.045f * bump(side, y - low - 0.10f, 0.13f, 0.12f);
        float wing = 0.105f * bump(side - f.nose().width() * 0.76f, y - low - 0.035f, 0.105f, 0.105f);
        return ridge + tip + wing - 0.006f * bump(side, y - low + 0.20f, 0.05f, 0.13f);
    }

    private float eyes(float side, float y) {
        Features f = identity.features();
        float x = side - f.eye().x();
        float socket = -0.10f * bump(x + 0.03f, y - 0.03f, 0.36f, 0.25f);
        float inner = -0.02f * bump(side - 0.20f, y - 0.03f, 0.12f, 0.14f);
        float ball = 0.085f * bump(x, y - 0.01f, 0.27f, 0.20f);
        float ridge =
                identity.bones().browRidge() * bump(side - 0.40f, y - f.brow().y() + 0.01f, 0.46f, 0.15f);
        float fold = f.eye().fold() * 0.012f * bump(x, y - 0.15f, 0.25f, 0.05f);
        float bag = (0.006f + 0.02f * identity.maturity()) * bump(x, y + 0.13f, 0.22f, 0.07f);
        return socket + inner + ball + ridge + fold + bag;
    }

    private float lips(float x, float y) {
        float t = x / lines.mouthHalfWidth;
        float square = t * t;
        if (square > 1.6f || y > -0.55f || y < -1.35f) {
            return 0;
        }
        float upperTop = lines.upperLipTop(t);
        float upperBottom = lines.upperLipBottom(t);
        float lowerTop = lines.lowerLipTop(t);
        float lowerBottom = lines.lowerLipBottom(t);
        float across = Noise.hill(square / 1.6f);
        float upper = 0.075f
                * bump(0, y - Noise.mix(upperTop, upperBottom, 0.55f), 1, 0.035f + 0.85f * (upperTop - upperBottom));
        float lower = 0.090f
                * bump(0, y - Noise.mix(lowerTop, lowerBottom, 0.45f), 1, 0.035f + 0.80f * (lowerTop - lowerBottom));
        float mound = 0.05f * bump(0, y - lines.parting(t), 1, 0.30f);
        float line = -0.028f * bump(0, y - lines.parting(t), 1, 0.04f + lines.opening(t));
        float corner = -0.02f
                * Noise.hill((Math.abs(t) - 1.04f) * (Math.abs(t) - 1.04f) * 30
                        + (y - lines.parting(1)) * (y - lines.parting(1)) * 150);
        return across * (Math.max(upper, lower) + mound + line) + corner;
    }

    private static float bump(float dx, float dy, float halfWidth, float halfHeight) {
        float a = dx / halfWidth;
        float b = dy / halfHeight;
        return Noise.hill(a * a + b * b);
    }
}
