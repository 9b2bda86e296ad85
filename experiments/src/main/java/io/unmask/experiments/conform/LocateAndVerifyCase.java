package io.unmask.experiments.conform;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.data.FaceRegion;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.detector.LocateAndVerify;
import io.unmask.model.loss.CrossEntropy;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.PatchGrid;
import io.unmask.weights.TensorData;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Locate and Verify: its network, and how it divides maps and masks into patches. */
@AutoService(ConformCase.class)
public final class LocateAndVerifyCase implements ConformCase {
    private static final String NETWORK = "Two_Stream_Net";
    private static final String PATCH_FUSION = "MPFF";
    private static final String POOLING = "Two_Stream_Net.get_mask / pad_max_pool";
    private static final String MASK_INDICES = "mask_nonzero_flat_indices";
    private static final int OFFICIAL_SIZE = 19;
    private static final int OFFICIAL_CLS_SIZE = 10;

    @Override
    public boolean handles(Fixture fixture) {
        return fixture.area().equals("lv")
                && switch (fixture.text("class")) {
                    case NETWORK, PATCH_FUSION, POOLING -> true;
                    default -> false;
                };
    }

    @Override
    public void run(Fixture fixture, Comparison comparison) {
        Arguments arguments = new Arguments(fixture);
        switch (fixture.text("class")) {
            case PATCH_FUSION -> patchFusion(fixture, comparison, arguments);
            case POOLING -> pooling(fixture, comparison, arguments);
            default -> network(fixture, comparison, arguments);
        }
    }

    private static void patchFusion(Fixture fixture, Comparison comparison, Arguments arguments) {
        PatchGrid grid = new PatchGrid(arguments.integer("size", OFFICIAL_SIZE));
        arguments.requireAllRead();
        new NetworkCheck(
                        fixture,
                        comparison,
                        () -> new NetworkCheck.Subject(
                                new Empty(),
                                (inputs, pass) -> Map.of("y", grid.alike(input(inputs, "fa"), input(inputs, "fb"))),
                                UnaryOperator.identity()))
                .run();
    }

    private static final class Empty extends Net {}

    private static void pooling(Fixture fixture, Comparison comparison, Arguments arguments) {
        JsonNode location = fixture.json("constructor").path("location");
        PatchGrid patches = new PatchGrid(location.path("size").asInt(OFFICIAL_SIZE));
        PatchGrid verified = new PatchGrid(arguments.integer("cls_size", OFFICIAL_CLS_SIZE));
        arguments.ignore("location");
        arguments.requireAllRead();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            double tolerance = comparison.tolerance("output");
            NDArray mask = patches.maxOfWhole(array(manager, fixture.tensor("input.mask")));
            NDArray pooled = verified.max(array(manager, fixture.tensor("input.x")));
            comparison.compare("output.get_mask", NetworkCheck.doubles(mask), tolerance);
            comparison.compare("output.pad_max_pool", NetworkCheck.doubles(pooled), tolerance);
            comparison.exact("output.mask_binarised", NetworkCheck.doubles(mask.gt(0)));
        }
    }

    private static NDArray array(NDManager manager, TensorData data) {
        return manager.create(data.floats(), new Shape(data.shape()));
    }

    private static void network(Fixture fixture, Comparison comparison, Arguments arguments) {
        arguments.requireAllRead();
        long[] mask = fixture.tensor("input." + MASK_INDICES).longs();
        JsonNode image = fixture.json("inputs_by_rule").path("img").path("shape");
        int side = image.path(image.size() - 1).asInt();
        new NetworkCheck(fixture, comparison, () -> {
                    DetectorNet net = official().build(side);
                    return new NetworkCheck.Subject(
                            net,
                            (inputs, pass) -> {
                                NDArray pictures = input(inputs, "img");
                                Prediction prediction = net.forward(new Inputs(pictures), pass);
                                Map<String, NDArray> outputs = new LinkedHashMap<>();
                                outputs.put("cls", prediction.logits());
                                outputs.put("seg", prediction.require(Prediction.MASK, fixture.name()));
                                outputs.put("mask", patchMask(pictures, mask, outputs.get("seg")));
                                return outputs;
                            },
                            UnaryOperator.identity());
                })
                .run();
    }

    private static LocateAndVerify official() {
        return new LocateAndVerify(
                LocateAndVerify.Streams.BOTH,
                LocateAndVerify.Agreement.OFFICIAL,
                true,
                true,
                LocateAndVerify.Joining.BILINEAR_TANH,
                LocateAndVerify.Supervision.MASK,
                FaceRegion.MOUTH,
                2,
                false,
                true,
                0,
                null,
                new CrossEntropy(0, null));
    }

    /** The mask given by the indices of its ones, in patches of the localisation branch. */
    private static NDArray patchMask(NDArray pictures, long[] ones, NDArray scores) {
        Shape shape = pictures.getShape();
        float[] mask = new float[Math.toIntExact(shape.get(0) * shape.get(2) * shape.get(3))];
        for (long index : ones) {
            mask[Math.toIntExact(index)] = 1;
        }
        NDArray full = pictures.getManager().create(mask, new Shape(shape.get(0), 1, shape.get(2), shape.get(3)));
        return new PatchGrid(Math.toIntExact(scores.getShape().get(2)))
                .maxOfWhole(full)
                .gt(0)
                .toType(DataType.FLOAT32, false);
    }

    private static NDArray input(Map<String, NDArray> inputs, String name) {
        NDArray value = inputs.get(name);
        if (value == null) {
            throw new BadInputException("expected an input " + name + ", found inputs " + inputs.keySet());
        }
        return value;
    }
}
