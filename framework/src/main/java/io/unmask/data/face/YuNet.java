package io.unmask.data.face;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Landmarks;
import io.unmask.files.Sha256;
import io.unmask.media.FaceBox;
import io.unmask.media.Image;
import io.unmask.media.YuNetFaces;
import java.nio.file.Path;
import java.util.List;

/** Faces with five landmarks by YuNet; see {@link YuNetFaces}. Fast, and finds profiles and small faces too. */
@JsonTypeName("yunet")
@AutoService(FaceDetector.class)
@Doc("Faces with five landmarks by YuNet in OpenCV; the model file is yours to download (opencv/opencv_zoo on GitHub).")
public record YuNet(
        @Doc("The ONNX file: face_detection_yunet_2023mar.onnx of github.com/opencv/opencv_zoo, or one of"
                + " github.com/ShiqiYu/libfacedetection.train, with fixed or free input size.")
        Path model,

        @Doc("Least score of a face, 0 to 1.") @Default("0.7")
        double score,

        @Doc(
                "Of two boxes that share more than this (intersection over union), the one with the lower score is dropped.")
        @Default("0.3")
        double overlap,

        @Doc("Larger pictures are looked at with this longest side, in pixels.") @Default("640")
        int longestSidePixels)
        implements FaceDetector {
    /** Checks the ranges. */
    public YuNet {
        Check.that(score >= 0 && score <= 1, "score", score, "must be from 0 to 1");
        Check.that(overlap >= 0 && overlap <= 1, "overlap", overlap, "must be from 0 to 1");
        Check.that(longestSidePixels >= 32, "longestSidePixels", longestSidePixels, "must be at least 32");
    }

    @Override
    public FaceFinder open() {
        YuNetFaces faces = new YuNetFaces(model, score, overlap, longestSidePixels);
        return new FaceFinder() {
            @Override
            public List<Face> find(Image picture, String video, int frame) {
                return faces.all(picture).stream().map(YuNet::face).toList();
            }

            @Override
            public void close() {
                faces.close();
            }
        };
    }

    private static Face face(FaceBox box) {
        return new Face(box.left(), box.top(), box.width(), box.height(), box.score(), new Landmarks(box.points()));
    }

    @Override
    public String fingerprint() {
        return "YuNet[score=" + score + ", overlap=" + overlap + ", longestSidePixels=" + longestSidePixels + ", model="
                + Sha256.of(model) + "], " + YuNetFaces.version();
    }
}
