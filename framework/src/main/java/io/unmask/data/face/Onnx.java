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
import io.unmask.media.OnnxNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Any face detector in ONNX whose outputs one of the layouts describes, run by OpenCV. Of boxes that overlap, the one with
 * the best score is kept.
 */
@JsonTypeName("onnx")
@AutoService(FaceDetector.class)
@Doc("A face detector in an ONNX file of yours, with a declared layout of its outputs (UltraFace, YuNet and the like).")
public record Onnx(
        @Doc("The ONNX file: one input (1, 3, H, W), of fixed or free size.")
        Path model,

        @Doc("How its outputs say where faces are.") @Default("decoded")
        OnnxLayout layout,

        @Doc("Order of the channels of the input: rgb or bgr.") @Default("rgb")
        Channels channels,

        @Doc("Subtracted from each channel, in the order of the input, of values 0 to 255.") @Default("[127, 127, 127]")
        List<Double> mean,

        @Doc("What the difference is multiplied with.") @Default("0.0078125")
        double scale,

        @Doc("Least score of a face, 0 to 1.") @Default("0.7")
        double score,

        @Doc(
                "Of two boxes that share more than this (intersection over union), the one with the lower score is dropped.")
        @Default("0.3")
        double overlap,

        @Doc("Larger pictures are looked at with this longest side, in pixels, a multiple of 32; a model of fixed size"
                + " has its own.")
        @Default("640")
        int longestSidePixels)
        implements FaceDetector {
    /** Order of channels. */
    public enum Channels {
        /** Red, green, blue. */
        RGB,
        /** Blue, green, red. */
        BGR
    }

    /** Checks the ranges. */
    public Onnx {
        mean = List.copyOf(mean);
        Check.that(mean.size() == 3, "mean", mean, "must be three numbers");
        Check.that(scale > 0, "scale", scale, "must be above 0");
        Check.that(score >= 0 && score <= 1, "score", score, "must be from 0 to 1");
        Check.that(overlap >= 0 && overlap <= 1, "overlap", overlap, "must be from 0 to 1");
        Check.that(
                longestSidePixels >= 32 && longestSidePixels % 32 == 0,
                "longestSidePixels",
                longestSidePixels,
                "must be a multiple of 32");
    }

    @Override
    public FaceFinder open() {
        OnnxNetwork network = new OnnxNetwork(
                model, new OnnxNetwork.Preparation(channels == Channels.BGR, mean, scale, longestSidePixels));
        List<String> outputs = layout.outputs();
        network.requireOutputs(outputs);
        return new FaceFinder() {
            @Override
            public List<Face> find(Image picture, String video, int frame) {
                return best(network.faces(
                        picture, outputs, (values, width, height) -> layout.faces(values, width, height, score)));
            }

            @Override
            public void close() {
                network.close();
            }
        };
    }

    /** The best of those that overlap, best first; of equals the first. */
    private List<Face> best(List<FaceBox> boxes) {
        List<Face> sorted = new ArrayList<>();
        boxes.forEach(box -> sorted.add(face(box)));
        sorted.sort(Comparator.comparingDouble(Face::score).reversed());
        List<Face> kept = new ArrayList<>();
        for (Face face : sorted) {
            if (kept.stream().noneMatch(better -> better.overlap(face) > overlap)) {
                kept.add(face);
            }
        }
        return kept;
    }

    private static Face face(FaceBox box) {
        Landmarks points = box.points().length == 0 ? null : new Landmarks(box.points());
        return new Face(box.left(), box.top(), box.width(), box.height(), box.score(), points);
    }

    @Override
    public String fingerprint() {
        return "Onnx[layout=" + layout + ", channels=" + channels + ", mean=" + mean + ", scale=" + scale + ", score="
                + score + ", overlap=" + overlap + ", longestSidePixels=" + longestSidePixels + ", model="
                + Sha256.of(model) + "], " + OnnxNetwork.version();
    }
}
