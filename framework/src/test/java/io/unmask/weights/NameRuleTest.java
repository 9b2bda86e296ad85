package io.unmask.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.Components;
import io.unmask.config.ConfigReader;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import io.unmask.model.backbone.Backbone;
import io.unmask.model.backbone.BackboneNet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The names that libraries give the tensors of their networks, against ours. */
class NameRuleTest {
    private static final Path NAMES = Path.of("src/test/resources/weights/timm_tf_efficientnet_b0.txt");

    @TempDir
    Path folder;

    private BackboneNet net(String yaml, int classes) throws IOException {
        Path file = Files.writeString(folder.resolve("backbone.yaml"), "backbone: " + yaml + "\n");
        Holder holder = new ConfigReader(Components.builtIn(), Map.of()).read(file, List.of(), Holder.class);
        return holder.backbone.build(classes, InputShape.rgb(224));
    }

    /** A block with a backbone. */
    record Holder(@Doc("The network.") Backbone backbone) {}

    /** Names and shapes of timm's state_dict; see resources/weights/README.md. */
    private static Map<String, TensorData> timm() throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (String line : Files.readAllLines(NAMES)) {
            String[] parts = line.split(" ", -1);
            long[] shape = parts[1].isEmpty()
                    ? new long[0]
                    : List.of(parts[1].split(",")).stream()
                            .mapToLong(Long::parseLong)
                            .toArray();
            tensors.put(parts[0], new TensorData("F32", shape, ByteBuffer.allocate(0)));
        }
        return tensors;
    }

    @Test
    void timmsEfficientNet_fitsWholly_theLastLayerOfOtherClassesExcepted() throws IOException {
        BackboneNet net = net("{efficientnet: {size: b0, padding: dynamic}}", 2);
        Matching.Matched matched = new Matching(net.parameters(), timm(), net.scoresName()).best();
        assertTrue(matched.isComplete(), matched.toString());
        assertEquals("timm's names", matched.names());
        assertEquals(
                List.of("_fc.weight", "_fc.bias"), List.copyOf(matched.leftOut().keySet()));
        Map<String, String> tensors = matched.tensors();
        assertEquals(timm().size() - 2, tensors.size());
        assertEquals("conv_stem.weight", tensors.get("_conv_stem.weight"));
        assertEquals("blocks.0.0.conv_pw.weight", tensors.get("_blocks.0._project_conv.weight"));
        assertEquals("blocks.0.0.bn2.bias", tensors.get("_blocks.0._bn2.bias"));
        assertEquals("blocks.1.1.conv_pw.weight", tensors.get("_blocks.2._expand_conv.weight"));
        assertEquals("blocks.6.0.se.conv_expand.bias", tensors.get("_blocks.15._se_expand.bias"));
        assertEquals("blocks.6.0.bn3.running_var", tensors.get("_blocks.15._bn2.running_var"));
        assertEquals("bn2.weight", tensors.get("_bn1.weight"));
    }

    @Test
    void lukemelasNames_fitDeepfakeBenchsLayout() throws IOException {
        BackboneNet plain = net("{efficientnet: {size: b0}}", 1000);
        Map<String, TensorData> given = new LinkedHashMap<>();
        plain.parameters()
                .forEach((name, parameter) ->
                        given.put(name, new TensorData("F32", parameter.shape(), ByteBuffer.allocate(0))));
        BackboneNet wrapped = net("{efficientnet: {size: b0, layout: deepfakebench}}", 2);
        Matching.Matched matched = new Matching(wrapped.parameters(), given, wrapped.scoresName()).best();
        assertTrue(matched.isComplete(), matched.toString());
        assertEquals("_conv_stem.weight", matched.tensors().get("efficientnet._conv_stem.weight"));
        assertEquals(
                List.of("last_layer.weight", "last_layer.bias"),
                List.copyOf(matched.leftOut().keySet()));
    }

    @Test
    void anUnusedLayerThatFilesLack_isLeftOut() throws IOException {
        Map<String, TensorData> given = new LinkedHashMap<>();
        net("xception", 1000)
                .parameters()
                .forEach((name, parameter) ->
                        given.put(name, new TensorData("F32", parameter.shape(), ByteBuffer.allocate(0))));
        BackboneNet net = net("{xception: {adjust_channel: true, dropout: 0.5}}", 2);
        Matching.Matched matched = new Matching(net.parameters(), given, net.scoresName()).best();
        assertTrue(matched.isComplete(), matched.toString());
        assertTrue(matched.leftOut().containsKey("adjust_channel.0.weight"));
        assertTrue(matched.leftOut().containsKey("last_linear.1.weight"));
    }

    @Test
    void xceptionsTwoDimensionalKernels_andItsHeadUnderAnyName_fit() throws IOException {
        BackboneNet net = net("{xception: {head: fc}}", 2);
        Map<String, TensorData> given = new LinkedHashMap<>();
        net("xception", 2).parameters().forEach((name, parameter) -> {
            long[] shape = parameter.shape();
            long[] flat = name.endsWith("pointwise.weight") ? new long[] {shape[0], shape[1]} : shape;
            given.put("backbone." + name, new TensorData("F32", flat, ByteBuffer.allocate(0)));
        });
        given.put("backbone.adjust_channel.0.weight", new TensorData("F32", new long[] {1}, ByteBuffer.allocate(0)));
        Matching.Matched matched = new Matching(net.parameters(), given, net.scoresName()).best();
        assertTrue(matched.isComplete(), matched.toString());
        assertEquals("backbone.last_linear.weight", matched.tensors().get("fc.weight"));
    }
}
