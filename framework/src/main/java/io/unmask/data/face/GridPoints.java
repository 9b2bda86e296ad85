package io.unmask.data.face;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.FaceBox;
import io.unmask.media.OnnxNetwork.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A face a cell of several grids, as YuNet has it (libfacedetection.train, {@code yunet_head.py}): outputs
 * {@code cls_S, obj_S, bbox_S, kps_S} for each stride S. The score is √(cls · obj); the centre of the box is the corner of
 * the cell plus the first two numbers, in cells; its sides are e to the power of the other two, in cells; points are in
 * cells from the corner, too.
 */
@JsonTypeName("grid_points")
@AutoService(OnnxLayout.class)
@Doc(
        "One face a cell of several grids, without anchors, as YuNet gives them: outputs cls_S, obj_S, bbox_S, kps_S a stride S.")
public record GridPoints(
        @Doc("Sides of the cells, in pixels of the input.") @Default("[8, 16, 32]")
        List<Integer> strides) implements OnnxLayout {
    private static final List<String> NAMES = List.of("cls_", "obj_", "bbox_", "kps_");

    /** Copies the list. */
    public GridPoints {
        strides = List.copyOf(strides);
        Check.that(
                !strides.isEmpty() && strides.stream().allMatch(stride -> stride > 0),
                "strides",
                strides,
                "must be numbers above 0");
    }

    @Override
    public List<String> outputs() {
        return NAMES.stream()
                .flatMap(name -> strides.stream().map(stride -> name + stride))
                .toList();
    }

    @Override
    public List<FaceBox> faces(Map<String, Output> outputs, int width, int height, double least) {
        List<FaceBox> faces = new ArrayList<>();
        for (int stride : strides) {
            List<Output> four = NAMES.stream()
                    .map(name -> Objects.requireNonNull(outputs.get(name + stride)))
                    .toList();
            int columns = width / stride;
            int cells = columns * (height / stride);
            boolean fits = Stream.of(0, 1, 2, 3).allMatch(i -> four.get(i).rows() == cells);
            if (!fits || four.get(2).columns() != 4 || four.get(3).columns() % 2 != 0) {
                throw new BadInputException("onnx: the outputs at stride " + stride + " have "
                        + four.stream().map(Output::rows).toList() + " rows; expected " + cells + " for an input of "
                        + width + " × " + height);
            }
            for (int cell = 0; cell < cells; cell++) {
                double score = Math.sqrt(probability(four.get(0), cell) * probability(four.get(1), cell));
                if (score >= least) {
                    faces.add(face(four, cell, cell % columns, cell / columns, stride, score));
                }
            }
        }
        return faces;
    }

    private static double probability(Output output, int cell) {
        return Math.max(0, Math.min(1, output.at(cell, 0)));
    }

    private static FaceBox face(List<Output> four, int cell, int column, int row, int stride, double score) {
        Output box = four.get(2);
        double columns = Math.exp(box.at(cell, 2)) * stride;
        double rows = Math.exp(box.at(cell, 3)) * stride;
        float[] xy = new float[four.get(3).columns()];
        for (int i = 0; i < xy.length; i++) {
            xy[i] = (four.get(3).at(cell, i) + (i % 2 == 0 ? column : row)) * stride;
        }
        return new FaceBox(
                (column + box.at(cell, 0)) * stride - columns / 2,
                (row + box.at(cell, 1)) * stride - rows / 2,
                columns,
                rows,
                score,
                xy);
    }
}
