package io.unmask.data.face;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.FaceBox;
import io.unmask.media.OnnxNetwork.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Boxes that are ready: left, top, right, bottom a row, as the ONNX files of Linzaer/Ultra-Light-Fast-Generic-Face-Detector-1MB
 * give them (outputs {@code boxes} in shares of the picture, {@code scores} with the face in the last column).
 */
@JsonTypeName("decoded")
@AutoService(OnnxLayout.class)
@Doc("Boxes as left, top, right, bottom a row, ready to use, as UltraFace gives them.")
public record Decoded(
        @Doc("Output (1, N, 4) with the edges.") @Default("boxes")
        String boxes,

        @Doc("Output (1, N, K) with the probability of a face in its last column.") @Default("scores")
        String scores,

        @Doc("Output (1, N, 2 · points) with x0, y0, …, if there is one.") @Nullable
        String landmarks,

        @Doc("What coordinates are in: share (0 to 1 of the input) or pixel (of the input).") @Default("share")
        Unit unit)
        implements OnnxLayout {
    /** What coordinates are in. */
    public enum Unit {
        /** 0 to 1 from left to right, from top to bottom. */
        SHARE,
        /** Pixels of the network's input. */
        PIXEL
    }

    @Override
    public List<String> outputs() {
        return landmarks == null ? List.of(boxes, scores) : List.of(boxes, scores, landmarks);
    }

    @Override
    public List<FaceBox> faces(Map<String, Output> outputs, int width, int height, double least) {
        Output edges = Objects.requireNonNull(outputs.get(boxes));
        Output probabilities = Objects.requireNonNull(outputs.get(scores));
        Output points = landmarks == null ? null : outputs.get(landmarks);
        if (edges.columns() != 4
                || edges.rows() != probabilities.rows()
                || (points != null && (points.rows() != edges.rows() || points.columns() % 2 != 0))) {
            throw new BadInputException("onnx: " + boxes + " has " + edges.rows() + " rows of " + edges.columns() + ", "
                    + scores + " has " + probabilities.rows() + " of " + probabilities.columns()
                    + "; expected as many rows of 4 as of scores, and of landmarks");
        }
        double right = unit == Unit.SHARE ? width : 1;
        double down = unit == Unit.SHARE ? height : 1;
        List<FaceBox> faces = new ArrayList<>();
        for (int i = 0; i < edges.rows(); i++) {
            float score = probabilities.at(i, probabilities.columns() - 1);
            double columns = right * (edges.at(i, 2) - edges.at(i, 0));
            double rows = down * (edges.at(i, 3) - edges.at(i, 1));
            if (score >= least && columns > 0 && rows > 0) {
                float[] xy = new float[points == null ? 0 : points.columns()];
                for (int k = 0; k < xy.length; k++) {
                    xy[k] = (float) ((k % 2 == 0 ? right : down)
                            * Objects.requireNonNull(points).at(i, k));
                }
                faces.add(new FaceBox(
                        right * edges.at(i, 0), down * edges.at(i, 1), columns, rows, Math.min(1, score), xy));
            }
        }
        return faces;
    }
}
