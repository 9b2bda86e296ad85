package io.unmask.data.face;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.Box;
import io.unmask.media.HaarFaces;
import io.unmask.media.Image;
import java.util.List;

/**
 * Frontal faces by the cascade that comes with OpenCV: nothing to download, no landmarks, score always 1. See {@link
 * HaarFaces}.
 */
@JsonTypeName("haar")
@AutoService(FaceDetector.class)
@Doc("Frontal faces by the cascade that comes with OpenCV: nothing to download, no landmarks; profiles are missed.")
public record Haar(
        @Doc("Factor from one size of face to the next; nearer to 1 finds more and takes longer.") @Default("1.1")
        double scaleStep,

        @Doc("Overlapping finds that a face needs; fewer find more faces and more that are none.") @Default("3")
        int neighbours,

        @Doc("Larger pictures are looked at with this longest side, in pixels.") @Default("480")
        int longestSidePixels,

        @Doc("Faces smaller than this share of the picture's shorter side are not looked for.") @Default("0.15")
        double smallestShare)
        implements FaceDetector {
    /** Checks the ranges. */
    public Haar {
        Check.that(scaleStep > 1 && scaleStep <= 2, "scaleStep", scaleStep, "must be above 1 and at most 2");
        Check.that(neighbours >= 0, "neighbours", neighbours, "must be at least 0");
        Check.that(longestSidePixels >= 20, "longestSidePixels", longestSidePixels, "must be at least 20");
        Check.that(smallestShare >= 0 && smallestShare <= 1, "smallestShare", smallestShare, "must be from 0 to 1");
    }

    @Override
    public FaceFinder open() {
        HaarFaces faces = new HaarFaces(scaleStep, neighbours, longestSidePixels, smallestShare);
        return new FaceFinder() {
            @Override
            public List<Face> find(Image picture, String video, int frame) {
                return faces.all(picture).stream().map(Haar::face).toList();
            }

            @Override
            public void close() {
                faces.close();
            }
        };
    }

    private static Face face(Box box) {
        return new Face(box.left(), box.top(), box.width(), box.height(), 1, null);
    }

    @Override
    public String fingerprint() {
        return this + ", " + HaarFaces.version();
    }
}
