package io.unmask.experiments.conform;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.media.Arithmetic;
import io.unmask.media.Raster;
import io.unmask.weights.TensorData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Operations on pictures: metadata {@code ops} names for each output the function of torchvision and its arguments,
 * {@code source} whether pictures were Pillow's, tensors of whole numbers, or tensors of floats (0..1).
 */
@AutoService(ConformCase.class)
public final class AugmentCase implements ConformCase {
    /** Functions that move or look up levels and so leave nothing to round. */
    private static final Set<String> EXACT =
            Set.of("hflip", "vflip", "pad", "crop", "center_crop", "posterize", "solarize", "invert", "equalize");

    private static final int WHITE = 255;

    /** Pixels within which a place counts as on an edge. */
    private static final double EDGE = 1e-3;

    @Override
    public boolean handles(Fixture fixture) {
        return fixture.area().equals("augment") && fixture.json("ops").isObject();
    }

    @Override
    public void run(Fixture fixture, Comparison comparison) {
        Arithmetic arithmetic = arithmetic(fixture);
        Raster image = interleaved(fixture.tensor("input.image"));
        TorchvisionOperations operations = new TorchvisionOperations(image, arithmetic);
        for (Map.Entry<String, JsonNode> operation : fixture.json("ops").properties()) {
            JsonNode call = operation.getValue();
            Arguments arguments = new Arguments(fixture, call.path("arguments"));
            String function = call.path("function").asText();
            List<Raster> results = new ArrayList<>(List.of(operations.call(function, arguments)));
            operations.nudged(function, EDGE).forEach(nudged -> results.add(nudged.call(function, arguments)));
            boolean nearest = TorchvisionOperations.isNearest(function, arguments);
            arguments.requireAllRead();
            compare("output." + operation.getKey(), results, fixture, comparison, limit(function, arithmetic), nearest);
        }
    }

    private static Arithmetic arithmetic(Fixture fixture) {
        String source = fixture.text("source");
        if (source.contains("PIL path")) {
            return Arithmetic.PIL;
        }
        if (source.contains("tensor path, uint8")) {
            return Arithmetic.TENSOR;
        }
        if (source.contains("tensor path, float")) {
            return Arithmetic.FLOAT;
        }
        throw new BadInputException(fixture.file()
                + ": metadata source: expected 'PIL path', 'tensor path, uint8' or 'tensor path, float', found '"
                + source
                + "'");
    }

    /** In levels of 255; negative: a part of 0..1. */
    private static double limit(String function, Arithmetic arithmetic) {
        if (arithmetic == Arithmetic.FLOAT) {
            return -1;
        }
        return EXACT.contains(function) ? 0 : 1;
    }

    private static void compare(
            String entry,
            List<Raster> results,
            Fixture fixture,
            Comparison comparison,
            double levels,
            boolean nearest) {
        TensorData expected = fixture.tensor(entry);
        Raster result = results.get(0);
        long[] shape = expected.shape();
        if (shape.length != 3
                || shape[0] != result.channels()
                || shape[1] != result.height()
                || shape[2] != result.width()) {
            comparison.within(entry, Double.POSITIVE_INFINITY, levels);
            return;
        }
        JsonNode tolerance = fixture.json("tolerance");
        double scale = levels < 0 ? 1.0 / WHITE : 1;
        double allowed = levels < 0
                ? tolerance.path("float_abs").asDouble(1e-4)
                : levels * tolerance.path("uint8_max_levels").asDouble(1);
        double[] errors = errors(result, expected.floats(), scale);
        for (Raster nudged : results.subList(1, results.size())) {
            double[] others = errors(nudged, expected.floats(), scale);
            Arrays.setAll(errors, i -> Math.min(errors[i], others[i]));
        }
        if (!nearest) {
            comparison.within(entry, max(errors), allowed);
            return;
        }
        int wrong = 0;
        for (double error : errors) {
            wrong += error > allowed ? 1 : 0;
        }
        double part =
                tolerance.path("nearest_fraction_of_pixels_allowed_to_differ").asDouble(0.01);
        comparison.within(entry, (double) wrong / errors.length, part);
    }

    /** The largest difference of each pixel over its channels. */
    private static double[] errors(Raster result, float[] expected, double scale) {
        int pixels = result.width() * result.height();
        double[] errors = new double[pixels];
        for (int i = 0; i < expected.length; i++) {
            int pixel = i % pixels;
            float value = result.values()[pixel * result.channels() + i / pixels];
            double error = Math.abs(scale * value - expected[i]);
            errors[pixel] = Math.max(errors[pixel], Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
        }
        return errors;
    }

    private static double max(double[] errors) {
        double max = 0;
        for (double error : errors) {
            max = Math.max(max, error);
        }
        return max;
    }

    /** From planes (C, H, W). */
    private static Raster interleaved(TensorData planes) {
        int channels = (int) planes.shape()[0];
        int pixels = (int) (planes.shape()[1] * planes.shape()[2]);
        float[] from = planes.floats();
        float[] values = new float[from.length];
        for (int i = 0; i < values.length; i++) {
            values[i % pixels * channels + i / pixels] = from[i];
        }
        return new Raster((int) planes.shape()[2], (int) planes.shape()[1], channels, values);
    }
}
