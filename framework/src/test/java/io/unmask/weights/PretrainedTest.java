package io.unmask.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unmask.config.BadInputException;
import io.unmask.model.InputShape;
import io.unmask.model.backbone.Backbone;
import io.unmask.model.backbone.Meso4;
import io.unmask.model.backbone.MesoVariant;
import io.unmask.model.backbone.Resnet18;
import io.unmask.model.backbone.Resnet34;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.StartsFrom;
import io.unmask.random.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that start from files: names with other beginnings, other classes, other channels, other networks. */
class PretrainedTest {
    private static final String LAST = "fc2.1";
    private static final int SIDE = 64;

    @TempDir
    Path folder;

    private int written;

    private WeightStore store() {
        return new WeightStore(folder, new Catalogue(List.of()));
    }

    private static Meso4 meso(@Nullable String weights) {
        return new Meso4(MesoVariant.PYDEEPFAKEDET, 0.5, false, weights);
    }

    private static InputShape rgb() {
        return InputShape.rgb(SIDE);
    }

    /** What a Meso4 of so many classes holds, as float32 by name, each tensor another value everywhere. */
    private static Map<String, TensorData> tensors(int classes) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        meso(null).build(classes, rgb()).parameters().forEach((name, parameter) -> {
            if (parameter.kind() == Parameter.Kind.COUNTER) {
                tensors.put(name, TensorData.of(new long[] {17}));
            } else {
                float[] values = new float[(int) parameter.size()];
                Arrays.fill(values, tensors.size());
                tensors.put(name, TensorData.of(values, parameter.shape()));
            }
        });
        return tensors;
    }

    private String file(Map<String, TensorData> tensors) throws IOException {
        Path file = folder.resolve("weights" + written++ + ".safetensors");
        new Safetensors(tensors, Map.of()).write(file);
        return file.toString();
    }

    private static Map<String, TensorData> renamed(Map<String, TensorData> tensors, UnaryOperator<String> names) {
        Map<String, TensorData> renamed = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> renamed.put(names.apply(name), tensor));
        return renamed;
    }

    /** Loads and hands over every value by name. */
    private Map<String, double[]> started(Net net, List<LoadReport> reports) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
            reports.addAll(Pretrained.start(net, parameters, store()));
            Map<String, double[]> values = new LinkedHashMap<>();
            parameters
                    .all()
                    .forEach((name, parameter) -> values.put(
                            name,
                            parameter
                                    .array()
                                    .toType(DataType.FLOAT64, false)
                                    .flatten()
                                    .toDoubleArray()));
            return values;
        }
    }

    private Map<String, double[]> started(Net net) {
        return started(net, new ArrayList<>());
    }

    private static void assertLoaded(Map<String, TensorData> expected, Map<String, double[]> values, String except) {
        expected.forEach((name, tensor) -> {
            if (!name.startsWith(except)) {
                assertArrayEquals(tensor.doubles(), values.get(name), name);
            }
        });
    }

    private String refused(Net net) {
        return String.valueOf(
                assertThrows(BadInputException.class, () -> started(net)).getMessage());
    }

    @Test
    void everyTensor_isLoaded_countersIncluded() throws IOException {
        Map<String, TensorData> tensors = tensors(2);
        List<LoadReport> reports = new ArrayList<>();
        Map<String, double[]> values = started(meso(file(tensors)).build(2, rgb()), reports);
        assertLoaded(tensors, values, "-");
        assertArrayEquals(new double[] {17}, values.get("conv1.bn.num_batches_tracked"));
        assertEquals(tensors.size(), reports.get(0).matched());
        assertEquals(64, reports.get(0).sha256().length());
        assertEquals(List.of(), reports.get(0).missing());
    }

    @Test
    void whatStandsBeforeAllNames_isFound_andForeignTensorsBesideAreCounted() throws IOException {
        Map<String, TensorData> given = renamed(tensors(2), name -> "module.backbone." + name);
        given.put("module.decoder.weight", TensorData.of(new float[4], 4));
        given.keySet().removeIf(name -> name.endsWith("num_batches_tracked"));
        List<LoadReport> reports = new ArrayList<>();
        Map<String, double[]> values = started(meso(file(given)).build(2, rgb()), reports);
        assertArrayEquals(new double[] {0}, values.get("conv1.bn.num_batches_tracked"));
        assertArrayEquals(given.get("module.backbone.conv2.conv.bias").doubles(), values.get("conv2.conv.bias"));
        assertEquals("module.backbone", reports.get(0).part());
        assertEquals(1, reports.get(0).unused());
    }

    @Test
    void theLastLayerOfOtherClasses_staysRandom_andIsNamed() throws IOException {
        Map<String, TensorData> thousand = tensors(1000);
        List<LoadReport> reports = new ArrayList<>();
        Map<String, double[]> values = started(meso(file(thousand)).build(2, rgb()), reports);
        assertLoaded(thousand, values, LAST);
        assertEquals(List.of(LAST + ".weight", LAST + ".bias"), reports.get(0).missing());
        assertArrayEquals(started(meso(null).build(2, rgb())).get(LAST + ".weight"), values.get(LAST + ".weight"));
        assertTrue(reports.get(0).summary().contains("at random: fc2.1.weight, fc2.1.bias"));
    }

    @Test
    void aLastLayerUnderAnotherName_isTaken() throws IOException {
        Map<String, TensorData> given = renamed(tensors(2), name -> name.replace(LAST, "last_linear"));
        assertArrayEquals(
                given.get("last_linear.weight").doubles(),
                started(meso(file(given)).build(2, rgb())).get(LAST + ".weight"));
    }

    @Test
    void otherNetworks_areRefused_withWhatDiffers() throws IOException {
        Map<String, TensorData> given = tensors(2);
        given.remove("conv3.bn.running_var");
        given.put("conv5.weight", TensorData.of(new float[1], 1));
        given.put("conv2.conv.bias", TensorData.of(new float[9], 9));
        String message = refused(meso(file(given)).build(2, rgb()));
        assertTrue(message.contains("missing (1): conv3.bn.running_var"), message);
        assertTrue(message.contains("unexpected (1): conv5.weight"), message);
        assertTrue(message.contains("conv2.conv.bias: (8) here, (9) in the file"), message);
    }

    @Test
    void aDeeperNetworkOfTheSameFamily_isNoBeginning() throws IOException {
        Map<String, TensorData> deeper = new LinkedHashMap<>();
        Backbone thirtyFour = new Resnet34(false, null);
        thirtyFour
                .build(2, rgb())
                .parameters()
                .forEach((name, parameter) ->
                        deeper.put(name, TensorData.of(new float[(int) parameter.size()], parameter.shape())));
        assertTrue(refused(new Resnet18(false, file(deeper)).build(2, rgb())).contains("unexpected"));
    }

    @Test
    void twoStreamsInOneFile_haveToBeToldApart() throws IOException {
        Map<String, TensorData> both = renamed(tensors(2), name -> "rgb.model." + name);
        both.putAll(renamed(tensors(2), name -> "srm.model." + name));
        String reference = file(both);
        String message = refused(meso(reference).build(2, rgb()));
        assertTrue(message.contains("rgb.model.; srm.model."), message);
        assertFalse(started(meso(reference + "#srm.model").build(2, rgb())).isEmpty());
    }

    @Test
    void pointwiseKernelsWithoutTheirSidesOfOne_fit() {
        assertTrue(TensorShape.same(new long[] {64, 32, 1, 1}, new long[] {64, 32}));
        assertTrue(TensorShape.same(new long[] {}, new long[] {1}));
        assertFalse(TensorShape.same(new long[] {64, 32, 1, 1}, new long[] {32, 64}));
    }

    @Test
    void aFirstConvolutionOfOtherChannels_keepsItsAnswerToEqualChannels() throws IOException {
        Map<String, TensorData> given = tensors(2);
        float[] kernel = new float[8 * 3 * 9];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = i % 31 - 9;
        }
        given.put("conv1.conv.weight", TensorData.of(kernel, 8, 3, 3, 3));
        String reference = file(given);
        for (int channels : new int[] {1, 4, 6, 12}) {
            List<LoadReport> reports = new ArrayList<>();
            double[] adapted = started(meso(reference).build(2, new InputShape(channels, SIDE)), reports)
                    .get("conv1.conv.weight");
            assertTrue(reports.get(0).adapted().containsKey("conv1.conv.weight"));
            if (channels == 4) {
                // The tiled fourth channel is the first again, all scaled by three quarters.
                assertEquals(kernel[0] * 0.75, adapted[0], 1e-6);
                assertEquals(kernel[0] * 0.75, adapted[27], 1e-6);
            } else {
                assertEquals(sum(kernel, 3), sum(adapted, channels), 1e-4);
            }
            if (channels % 3 == 0) {
                assertEquals(kernel[9 + 4] * 3.0 / channels, adapted[9 * (channels - 2) + 4], 1e-6);
            }
        }
    }

    /** The answer of the first output's middle to ones in all channels. */
    private static double sum(float[] kernel, int channels) {
        double[] values = new double[kernel.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = kernel[i];
        }
        return sum(values, channels);
    }

    private static double sum(double[] kernel, int channels) {
        double sum = 0;
        for (int channel = 0; channel < channels; channel++) {
            sum += kernel[channel * 9 + 4];
        }
        return sum;
    }

    /** Two backbones and a tensor of its own, as detectors have them. */
    private static final class TwoStreams extends Net {
        TwoStreams(Backbone rgb, Backbone noise) {
            child("rgb.model", rgb.build(2, rgb()));
            child("noise.model", noise.build(2, rgb()));
            trained("gamma", (shape, random) -> new float[] {3}, 1);
        }
    }

    @Test
    void everyBackboneOfADetector_startsFromItsOwn_andTheRestStaysRandom() throws IOException {
        Map<String, TensorData> tensors = tensors(2);
        List<LoadReport> reports = new ArrayList<>();
        Map<String, double[]> values = started(new TwoStreams(meso(file(tensors)), meso(null)), reports);
        assertLoaded(renamed(tensors, name -> "rgb.model." + name), values, "-");
        assertArrayEquals(new double[] {3}, values.get("gamma"));
        double[] noise = values.get("noise.model.conv1.conv.bias");
        assertFalse(Arrays.stream(noise).allMatch(value -> value == noise[0]), "random");
        assertEquals(
                List.of("rgb.model."), reports.stream().map(LoadReport::into).toList());
    }

    /** A detector inside another, whose backbone would start from a file of its own. */
    private static final class Within extends Net implements StartsFrom {
        private final String weights;

        Within(String weights, String ofBackbone) {
            this.weights = weights;
            child("backbone", meso(ofBackbone).build(2, rgb()));
        }

        @Override
        public String startsFrom() {
            return weights;
        }
    }

    @Test
    void aDetectorInsideAnother_startsFromItsOwnFile_whichWinsOverItsBackbones() throws IOException {
        Map<String, TensorData> tensors = tensors(2);
        Map<String, TensorData> other = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> other.put(
                name,
                name.endsWith("num_batches_tracked")
                        ? tensor
                        : TensorData.of(new float[tensor.floats().length], tensor.shape())));
        String whole = file(renamed(tensors, name -> "backbone." + name));
        List<LoadReport> reports = new ArrayList<>();
        Map<String, double[]> values = started(new Within(whole, file(other)), reports);
        assertLoaded(renamed(tensors, name -> "backbone." + name), values, "-");
        assertEquals(
                List.of("", "backbone."), reports.stream().map(LoadReport::into).toList());
    }

    @Test
    void aWholeDetector_takesEveryTensor_andAllowsNoOtherLastLayer() throws IOException {
        Map<String, TensorData> all = renamed(tensors(2), name -> "rgb.model." + name);
        all.putAll(renamed(tensors(2), name -> "noise.model." + name));
        all.put("gamma", TensorData.of(new float[] {5}, 1));
        Net net = new TwoStreams(meso(null), meso(null));
        try (NDManager manager = NDManager.newBaseManager()) {
            Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
            String reference = file(renamed(all, name -> "module." + name));
            LoadReport report = Pretrained.whole(net, parameters, reference, store());
            assertEquals(all.size(), report.matched());
            assertEquals(5, parameters.get("gamma").array().toFloatArray()[0]);
            Map<String, TensorData> other = new LinkedHashMap<>(all);
            other.put("rgb.model." + LAST + ".weight", TensorData.of(new float[16 * 5], 5, 16));
            assertThrows(BadInputException.class, () -> Pretrained.whole(net, parameters, file(other), store()));
        }
    }
}
