package io.unmask.model.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unmask.model.InputShape;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Logits of the official PyTorch networks at the sizes they are used at, evaluation mode. */
class BackboneGoldenTest {
    private static final Map<String, Backbone> BACKBONES = new LinkedHashMap<>();

    static {
        BACKBONES.put("resnet18", new Resnet18(false, null));
        BACKBONES.put("resnet34", new Resnet34(false, null));
        BACKBONES.put("resnet50", new Resnet50(false, null));
        BACKBONES.put("alexnet", new AlexNet(0.5, null));
        BACKBONES.put("xception", BackboneSizesTest.xception(Xception.Head.LAST_LINEAR));
        BACKBONES.put("xception fc", BackboneSizesTest.xception(Xception.Head.FC));
        BACKBONES.put("meso4", new Meso4(MesoVariant.PYDEEPFAKEDET, 0.5, false, null));
        BACKBONES.put("meso4 softmax", new Meso4(MesoVariant.PYDEEPFAKEDET, 0.5, true, null));
        BACKBONES.put("meso4 honggu", new Meso4(MesoVariant.HONGGU, 0.5, false, null));
        BACKBONES.put("inception", new MesoInception4(MesoVariant.PYDEEPFAKEDET, 0.5, false, null));
        BACKBONES.put("inception honggu", new MesoInception4(MesoVariant.HONGGU, 0.5, false, null));
        BACKBONES.put("b0", BackboneSizesTest.efficientNet(EfficientNet.Size.B0, EfficientNet.Padding.TRACKED));
        for (EfficientNet.Padding padding : EfficientNet.Padding.values()) {
            BACKBONES.put("b4 " + padding, BackboneSizesTest.efficientNet(EfficientNet.Size.B4, padding));
        }
    }

    static Stream<Arguments> golden() {
        return Stream.of(
                Arguments.of("resnet18", 224, -1.9711599, 1.2000990),
                Arguments.of("resnet18", 256, -2.0541093, 1.3072431),
                Arguments.of("resnet34", 224, -2.0780301, 3.7213972),
                Arguments.of("resnet50", 224, 0.9459860, -0.6172371),
                Arguments.of("alexnet", 224, -0.1613638, 0.0599275),
                Arguments.of("alexnet", 256, -0.1410927, 0.0489859),
                Arguments.of("xception", 256, -0.1621778, 0.2872927),
                Arguments.of("xception", 299, -0.1445999, 0.3453220),
                Arguments.of("xception fc", 299, 0.7000219, 0.3013861),
                Arguments.of("meso4", 256, 0.4127665, -0.0237802),
                Arguments.of("meso4 softmax", 256, 0.6074359, 0.3925641),
                Arguments.of("meso4 honggu", 256, -0.2081436, -0.3305392),
                Arguments.of("inception", 256, 0.3210399, 0.3363591),
                Arguments.of("inception honggu", 256, -0.1203542, 0.0047537),
                Arguments.of("b0", 224, 0.1627783, 0.0403782),
                Arguments.of("b4 TRACKED", 380, 0.1519431, 0.1218449),
                Arguments.of("b4 TRACKED", 320, 0.1519554, 0.1221538),
                Arguments.of("b4 NOMINAL", 380, 0.1521457, 0.1221603),
                Arguments.of("b4 NOMINAL", 320, 0.1519555, 0.1221538));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void logits_equalThoseOfTheOfficialNetwork(String name, int side, double real, double fake) {
        Run found = run(name, side);
        assertArrayEquals(new double[] {real, fake}, found.logits, 2e-5);
    }

    /** What a run left, outside native memory. */
    private record Run(double[] logits, Map<String, float[]> taps, Map<String, long[]> shapes) {}

    private static Run run(String name, int side) {
        try (NDManager manager = NDManager.newBaseManager()) {
            BackboneNet net = BACKBONES.get(name).build(2, InputShape.rgb(side));
            Filler.fill(Parameters.allocate(net, manager, DataType.FLOAT32));
            Map<String, float[]> taps = new LinkedHashMap<>();
            Map<String, long[]> shapes = new LinkedHashMap<>();
            NDArray logits =
                    net.forward(Filler.image(manager, side), Pass.evaluation().listening((tap, value) -> {
                        if (tap.equals("block6")
                                || tap.startsWith("layer")
                                || tap.equals("block3")
                                || tap.equals("final")) {
                            taps.put(tap, value.toFloatArray());
                            shapes.put(tap, value.getShape().getShape());
                        }
                    }));
            double[] values = logits.toType(DataType.FLOAT64, false).toDoubleArray();
            return new Run(values, taps, shapes);
        }
    }

    /** Where the padding modes part: block 6, whose 5 x 5 convolution halves the map. */
    static Stream<Arguments> paddings() {
        double[] cornerA380 = {.1709303, .1834036, .1843625};
        double[] endA380 = {-.03408057, -.03528006, -.01772727};
        double[] cornerB380 = {.1827365, .1956677, .1971975};
        double[] endB380 = {-.02007982, -.01819128, -.0006967452};
        double[] cornerA320 = {.1729487, .1876447, .1828332};
        double[] endA320 = {-.01762457, -.01583323, -.0007394163};
        double[] cornerB320 = {.1806179, .1984240, .1967133};
        double[] endB320 = {-.03689620, -.03554034, -.01782264};
        return Stream.of(
                Arguments.of("NOMINAL", 380, 47, cornerA380, endA380),
                Arguments.of("TRACKED", 380, 48, cornerB380, endB380),
                Arguments.of("DYNAMIC", 380, 48, cornerB380, endB380),
                Arguments.of("NOMINAL", 320, 40, cornerA320, endA320),
                Arguments.of("TRACKED", 320, 40, cornerB320, endB320),
                Arguments.of("DYNAMIC", 320, 40, cornerA320, endA320));
    }

    @ParameterizedTest
    @MethodSource("paddings")
    void eachPaddingMode_hasItsOwnBorder(String padding, int side, int mapSide, double[] corner, double[] end) {
        Run found = run("b4 " + padding, side);
        float[] block6 = found.taps.get("block6");
        assertArrayEquals(new long[] {1, 56, mapSide, mapSide}, found.shapes.get("block6"));
        for (int i = 0; i < 3; i++) {
            assertEquals(corner[i], block6[i], 1e-5);
            assertEquals(end[i], block6[block6.length - 3 + i], 1e-5);
        }
    }

    @Test
    void taps_haveTheOfficialMeans() {
        Map<String, float[]> resnet = run("resnet18", 224).taps;
        assertEquals(9.729239e-01, mean(resnet.get("layer1")), 1e-5);
        assertEquals(9.286336e-01, mean(resnet.get("layer4")), 1e-5);
        Map<String, float[]> xception = run("xception", 299).taps;
        assertEquals(1.491531e-01, mean(xception.get("block3")), 1e-5);
        assertEquals(3.195947e-01, mean(xception.get("final")), 1e-5);
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    @Test
    void filler_isTheOneOfTheReference() {
        float[] u = Filler.values("input", 5, 1, 0);
        assertArrayEquals(new float[] {-0.70840483f, 0.23856888f, 0.80303526f, 0.13034648f, -0.31934421f}, u, 1e-7f);
    }
}
