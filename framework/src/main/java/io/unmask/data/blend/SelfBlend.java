package io.unmask.data.blend;

import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Landmarks;
import io.unmask.media.Affine;
import io.unmask.media.Border;
import io.unmask.media.Filters;
import io.unmask.media.Image;
import io.unmask.media.Interpolation;
import io.unmask.media.Plane;
import io.unmask.media.Resampling;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.util.Arrays;
import java.util.List;

/**
 * One self-blended image, step by step as in Shiohara and Yamasaki (CVPR 2022; their code {@code
 * src/utils/{sbi,blend,funcs}.py}): a mask from the landmarks, a changed copy of the picture, copy and mask
 * moved together, the mask deformed and softened, then the copy blended over the picture.
 *
 * <p>Two things differ, both so that a fake cannot be told from anything but the blend itself. What an
 * affine move brings in from outside the picture repeats the edge (theirs: black, which shows where a face
 * touches the border of a tight picture). The weighted mean is written {@code target + m · (source - target)},
 * so that equal pixels stay equal before the truncation to 8 bits.
 *
 * @param hulls masks to choose from, uniformly
 * @param dilation the hull is widened on all sides by up to this share of the longer side of its box
 * @param innerPointsProbability of 76 or 81 landmarks, how often only the first 68 (without the forehead) are used
 * @param change what is done to the copy
 * @param translateX the copy is moved sideways by up to this share of the width
 * @param translateY the copy is moved up or down by up to this share of the height
 * @param scale the copy is scaled by between this and its inverse, width and height apart
 * @param elasticAlpha strength of the elastic deformation of the mask, in pixels
 * @param elasticSigma smoothness of the elastic deformation of the mask, in pixels
 * @param ratios the mask is multiplied by one of these, uniformly chosen
 */
public record SelfBlend(
        @Doc("Masks to choose from, uniformly.") @Default("[convex_hull]")
        List<HullType> hulls,

        @Doc("The hull is widened on all sides by up to this share of the longer side of its box, uniformly drawn.")
        @Default("0")
        double dilation,

        @Doc("Of 76 or 81 landmarks, how often only the first 68 (without the forehead) are used.") @Default("0.25")
        double innerPointsProbability,

        @Doc("What is done to the colours and the sharpness of the copy.") @Default("{}")
        SourceChange change,

        @Doc("The copy is moved sideways by up to this share of the width.") @Default("0.03")
        double translateX,

        @Doc("The copy is moved up or down by up to this share of the height.") @Default("0.015")
        double translateY,

        @Doc("The copy is scaled by between this and its inverse.") @Default("0.95")
        double scale,

        @Doc("Strength of the elastic deformation of the mask, in pixels.") @Default("50")
        double elasticAlpha,

        @Doc("Smoothness of the elastic deformation of the mask, in pixels.") @Default("7")
        double elasticSigma,

        @Doc("The mask is multiplied by one of these, uniformly chosen.") @Default("[0.25, 0.5, 0.75, 1, 1, 1]")
        List<Double> ratios) {
    /** Checks the ranges. */
    public SelfBlend {
        hulls = List.copyOf(hulls);
        ratios = List.copyOf(ratios);
        Check.that(!hulls.isEmpty(), "hulls", hulls, "must name at least one");
        Check.that(dilation >= 0 && dilation <= 1, "dilation", dilation, "must be from 0 to 1");
        Check.that(
                innerPointsProbability >= 0 && innerPointsProbability <= 1,
                "innerPointsProbability",
                innerPointsProbability,
                "must be between 0 and 1");
        Check.that(translateX >= 0 && translateX < 1, "translateX", translateX, "must be at least 0 and below 1");
        Check.that(translateY >= 0 && translateY < 1, "translateY", translateY, "must be at least 0 and below 1");
        Check.that(scale > 0 && scale <= 1, "scale", scale, "must be above 0 and at most 1");
        Check.that(elasticAlpha >= 0, "elasticAlpha", elasticAlpha, "must be at least 0");
        Check.that(elasticSigma > 0, "elasticSigma", elasticSigma, "must be above 0");
        Check.that(
                !ratios.isEmpty() && ratios.stream().allMatch(r -> r > 0 && r <= 1),
                "ratios",
                ratios,
                "must hold numbers above 0 and at most 1");
    }

    /** The values of the paper's code. */
    public static SelfBlend standard() {
        return new SelfBlend(
                List.of(HullType.CONVEX_HULL),
                0,
                0.25,
                SourceChange.standard(),
                0.03,
                0.015,
                0.95,
                50,
                7,
                List.of(0.25, 0.5, 0.75, 1.0, 1.0, 1.0));
    }

    /**
     * How the mask of one picture came about.
     *
     * @param move where copy and mask were moved to
     * @param weights blending weights 0..1, of the size of the picture
     */
    public record Mask(Affine move, Plane weights) {
        /** Whether nothing would be blended: the landmarks lie outside the picture. */
        public boolean isEmpty() {
            return weights.max() <= 0;
        }
    }

    /** The mask of one picture; it depends on the streams, the landmarks and the size alone. */
    public Mask mask(Landmarks landmarks, int width, int height, Seeds seeds) {
        RandomStream random = seeds.stream("mask");
        Landmarks points = landmarks;
        if (HullType.hasForehead(landmarks) && random.chance(innerPointsProbability)) {
            points = new Landmarks(Arrays.copyOf(landmarks.xy(), 2 * HullType.NAMED_POINTS));
        }
        HullType hull = hulls.get(random.integer(0, hulls.size() - 1));
        Affine move = move(width, height, random);
        Plane face = hull.mask(points, width, height);
        if (dilation > 0) {
            face = dilated(face, seeds.stream("dilation").uniform(0, dilation));
        }
        Plane mask = Resampling.warp(face, move, Interpolation.NEAREST, Border.BLACK);
        mask = SoftMask.of(deformed(mask, random), random);
        float ratio = ratios.get(random.integer(0, ratios.size() - 1)).floatValue();
        float[] weights = mask.values().clone();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= ratio;
        }
        return new Mask(move, new Plane(width, height, weights));
    }

    /** The changed copy of a picture, before it is moved: the streams of one picture always give the same. */
    public Image changed(Image image, Seeds seeds) {
        return change.apply(image, seeds.stream("change"));
    }

    /**
     * The blend.
     *
     * @param source the copy that gives the face; it is moved here
     * @param target the picture that gives everything around the face
     * @return where the weights are 0, the target's bytes unchanged
     */
    public static Image blend(Image source, Image target, Mask mask) {
        Image moved = Resampling.warp(source, mask.move(), Interpolation.LINEAR, Border.REPLICATE);
        byte[] from = moved.pixels();
        byte[] pixels = target.pixels().clone();
        float[] weights = mask.weights().values();
        for (int i = 0; i < pixels.length; i++) {
            int old = pixels[i] & 0xff;
            pixels[i] = (byte) (int) (old + weights[i / 3] * ((from[i] & 0xff) - old));
        }
        return new Image(target.width(), target.height(), 3, pixels);
    }

    private Affine move(int width, int height, RandomStream random) {
        double dx = random.uniform(-translateX, translateX) * width;
        double dy = random.uniform(-translateY, translateY) * height;
        double sx = random.uniform(scale, 1 / scale);
        double sy = random.uniform(scale, 1 / scale);
        double centreX = (width - 1) / 2.0;
        double centreY = (height - 1) / 2.0;
        return Affine.about(centreX, centreY, 0, sx, sy).then(Affine.translation(dx, dy));
    }

    /** The hull and all that lies within a share of its longer side. */
    private static Plane dilated(Plane hull, double share) {
        int side = 0;
        int first = hull.width();
        int last = -1;
        int top = hull.height();
        for (int i = 0; i < hull.values().length; i++) {
            if (hull.values()[i] > 0) {
                first = Math.min(first, i % hull.width());
                last = Math.max(last, i % hull.width());
                top = Math.min(top, i / hull.width());
                side = Math.max(last - first, i / hull.width() - top) + 1;
            }
        }
        return Filters.dilated(hull, (int) Math.round(share * side));
    }

    private Plane deformed(Plane mask, RandomStream random) {
        Plane dx = noise(mask.width(), mask.height(), random);
        Plane dy = noise(mask.width(), mask.height(), random);
        float[] fromX = dx.values();
        float[] fromY = dy.values();
        for (int i = 0; i < fromX.length; i++) {
            int row = i / mask.width();
            int column = i % mask.width();
            fromX[i] = column + (float) elasticAlpha * fromX[i];
            fromY[i] = row + (float) elasticAlpha * fromY[i];
        }
        return Resampling.remap(mask, dx, dy, Interpolation.NEAREST, Border.REFLECT);
    }

    /** Uniform noise in -1..1, smoothed over four standard deviations to each side. */
    private Plane noise(int width, int height, RandomStream random) {
        float[] values = new float[width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.uniform(-1, 1);
        }
        int half = (int) (4 * elasticSigma + 0.5);
        return Filters.gaussianBlur(new Plane(width, height, values), 2 * half + 1, elasticSigma);
    }
}
