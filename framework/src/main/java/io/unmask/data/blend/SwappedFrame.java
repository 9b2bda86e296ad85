package io.unmask.data.blend;

import io.unmask.data.Landmarks;
import io.unmask.data.MadePixels;
import io.unmask.data.Pixels;
import io.unmask.media.Affine;
import io.unmask.media.Border;
import io.unmask.media.ColourTransfer;
import io.unmask.media.Colours;
import io.unmask.media.Image;
import io.unmask.media.Interpolation;
import io.unmask.media.Resampling;
import io.unmask.random.Seeds;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A real frame with the face of somebody else blended into it, and the mask of the blend (Li et al., Face X-ray, CVPR
 * 2020): the other picture is turned, scaled and shifted so that its landmarks lie on those of the frame, takes its
 * colours if asked to, and is blended over it inside the softened hull of the frame's landmarks. What the other picture
 * does not show repeats its edge.
 *
 * @param blend how the mask is made
 * @param colours what happens to the colours of the face
 * @param target the real frame
 * @param targetPoints points of the face in it
 * @param donor the picture that gives the face
 * @param donorPoints points of the face in it, as many
 * @param seeds streams of this frame
 */
public record SwappedFrame(
        SelfBlend blend,
        ColourMatch colours,
        Pixels target,
        Landmarks targetPoints,
        Pixels donor,
        Landmarks donorPoints,
        Seeds seeds) {
    /** What happens to the colours of a face before it is blended. */
    public enum ColourMatch {
        /** They take mean and deviation of the face that is covered: {@link ColourTransfer}. */
        REINHARD,
        /** They stay, and so does what gives the blend away at a glance. */
        NONE
    }

    /** The frame with the other face. */
    public Pixels fake() {
        return made("swapped", () -> {
            Image image = target.read();
            SelfBlend.Mask mask = BlendedFrame.maskOf(target, image, targetPoints, blend, seeds);
            Image face = placed(Colours.rgb(donor.read()), image);
            if (colours == ColourMatch.REINHARD) {
                face = ColourTransfer.apply(face, image, mask.weights());
            }
            return SelfBlend.blend(face, image, mask);
        });
    }

    /** Weights of the blend, 0 (untouched) to 255. */
    public Pixels mask() {
        return made(
                "mask",
                () -> BlendedFrame.maskOf(target, target.read(), targetPoints, blend, seeds)
                        .weights()
                        .toImage());
    }

    /** The donor's picture, moved onto the canvas of the target. */
    private Image placed(Image picture, Image onto) {
        Affine map = Affine.similarity(donorPoints.xy(), targetPoints.xy());
        double scale = Math.hypot(map.a(), map.d());
        Image source = picture;
        if (scale < 1) {
            // Shrunk by areas first: a warp alone would skip pixels and bring in patterns that were never there.
            int width = (int) Math.max(1, Math.round(picture.width() * scale));
            int height = (int) Math.max(1, Math.round(picture.height() * scale));
            source = Resampling.resize(picture, width, height, Interpolation.AREA);
            map = Affine.resize(picture.width(), picture.height(), width, height)
                    .inverse()
                    .then(map);
        }
        return Resampling.warp(source, map, onto.width(), onto.height(), Interpolation.LINEAR, Border.REPLICATE);
    }

    private Pixels made(String what, Supplier<Image> maker) {
        String fingerprint = String.join(
                " ",
                target.fingerprint(),
                donor.fingerprint(),
                what,
                colours.name(),
                blend.toString(),
                seeds.toString(),
                Integer.toHexString(Arrays.hashCode(targetPoints.xy())),
                Integer.toHexString(Arrays.hashCode(donorPoints.xy())));
        return new MadePixels(target.describe() + " (" + what + ")", fingerprint, maker);
    }
}
