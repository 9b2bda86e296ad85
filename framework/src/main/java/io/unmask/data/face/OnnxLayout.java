package io.unmask.data.face;

import io.unmask.config.Family;
import io.unmask.media.FaceBox;
import io.unmask.media.OnnxNetwork.Output;
import java.util.List;
import java.util.Map;

/** How the outputs of a detector in ONNX say where faces are. Scores must be probabilities already. */
@Family("layout of a detector's outputs")
public interface OnnxLayout {
    /** Names of the outputs that it reads. */
    List<String> outputs();

    /**
     * All faces with at least a score, overlapping ones among them.
     *
     * @param outputs by name
     * @param width columns of the input that gave them, pixels
     * @param height its rows
     * @throws io.unmask.config.BadInputException if the outputs have other sizes than the layout says
     */
    List<FaceBox> faces(Map<String, Output> outputs, int width, int height, double least);
}
