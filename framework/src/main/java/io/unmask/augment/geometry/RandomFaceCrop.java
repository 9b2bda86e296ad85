package io.unmask.augment.geometry;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Landmarks;
import io.unmask.data.Sample;
import io.unmask.data.blend.FivePoints;
import io.unmask.media.Affine;
import io.unmask.media.Box;
import io.unmask.media.Interpolation;
import io.unmask.media.Resampling;
import io.unmask.random.RandomStream;

/**
 * Cuts out the face with room around it that differs at each side, and scales it to the size of the picture, which may
 * change its proportions: the crop of the published training on self-blended images (mapooon/SelfBlendedImages, {@code
 * src/utils/funcs.py}). Each margin is a share of the box around the landmarks times a uniform number of its own; what
 * lies outside the picture is not added.
 *
 * @param sides margin left and right, as a share of the width of the box
 * @param top margin above, as a share of its height
 * @param bottom margin below, as a share of its height
 * @param lowest lowest factor of a margin
 * @param highest highest factor of a margin
 */
@JsonTypeName("random_face_crop")
@AutoService(Augmentation.class)
@Doc("Cuts out the face by its landmarks, with random margins, and scales it to the size of the picture.")
public record RandomFaceCrop(
        @Doc("Margin left and right, as a share of the width of the box around the landmarks.") @Default("0.125")
        double sides,

        @Doc("Margin above, as a share of the height of the box.") @Default("0.5")
        double top,

        @Doc("Margin below, as a share of the height of the box.") @Default("0.2")
        double bottom,

        @Doc("Each margin is multiplied by a uniform number from this on.") @Default("0.2")
        double lowest,

        @Doc("And up to this.") @Default("0.8") double highest)
        implements Augmentation {
    /** Checks the settings. */
    public RandomFaceCrop {
        Check.that(sides >= 0, "sides", sides, "must not be negative");
        Check.that(top >= 0, "top", top, "must not be negative");
        Check.that(bottom >= 0, "bottom", bottom, "must not be negative");
        Check.that(lowest >= 0, "lowest", lowest, "must not be negative");
        Check.that(highest >= lowest, "highest", highest, "must be at least lowest");
    }

    @Override
    public Sample apply(Sample sample, RandomStream random) {
        Landmarks given = sample.landmarks();
        if (given == null) {
            throw new BadInputException(
                    "random_face_crop: a picture has no landmarks, so its face cannot be cut out; use a source"
                            + " that has them, or resized_crop");
        }
        int width = sample.image().width();
        int height = sample.image().height();
        Box window = window(FivePoints.whole(given), width, height, random);
        Affine map = Affine.translation(-window.left(), -window.top())
                .then(Affine.resize(window.width(), window.height(), width, height));
        return sample.moved(
                picture -> Resampling.resize(picture, window, width, height, Interpolation.LINEAR),
                mask -> Resampling.resize(mask, window, width, height, Interpolation.NEAREST),
                map);
    }

    private Box window(Landmarks points, int width, int height, RandomStream random) {
        Landmarks.Bounds face = points.bounds();
        double wide = face.right() - face.left();
        double high = face.bottom() - face.top();
        int x0 = (int) Math.max(0, face.left() - sides * wide * random.uniform(lowest, highest));
        int x1 = (int) Math.min(width, (int) (face.right() + sides * wide * random.uniform(lowest, highest)) + 1.0);
        int y0 = (int) Math.max(0, face.top() - top * high * random.uniform(lowest, highest));
        int y1 = (int) Math.min(height, (int) (face.bottom() + bottom * high * random.uniform(lowest, highest)) + 1.0);
        // A face that lies outside the picture leaves nothing to cut out.
        return x1 > x0 && y1 > y0 ? new Box(x0, y0, x1 - x0, y1 - y0) : new Box(0, 0, width, height);
    }
}
