package io.unmask.model.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.model.InputShape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers of trained elements, as torchvision, timm and the papers' repositories state them. */
class BackboneSizesTest {
    static EfficientNet efficientNet(EfficientNet.Size size, EfficientNet.Padding padding) {
        return new EfficientNet(size, padding, EfficientNet.Layout.LUKEMELAS, null, null, 0.2, 0.01, 1e-3, null);
    }

    static Xception xception(Xception.Head head) {
        return new Xception(false, head, null, false, null);
    }

    static Stream<Arguments> published() {
        Xception xception = xception(Xception.Head.LAST_LINEAR);
        return Stream.of(
                Arguments.of(new Resnet18(false, null), 1000, 11_689_512),
                Arguments.of(new Resnet18(false, null), 2, 11_177_538),
                Arguments.of(new Resnet34(false, null), 1000, 21_797_672),
                Arguments.of(new Resnet50(false, null), 1000, 25_557_032),
                Arguments.of(new Resnet101(false, null), 1000, 44_549_160),
                Arguments.of(new Resnet152(false, null), 1000, 60_192_808),
                Arguments.of(xception, 1000, 22_855_952),
                Arguments.of(xception, 2, 20_811_050),
                Arguments.of(new AlexNet(0.5, null), 1000, 61_100_840),
                Arguments.of(new Meso4(MesoVariant.PYDEEPFAKEDET, 0.5, false, null), 2, 27_994),
                Arguments.of(new Meso4(MesoVariant.HONGGU, 0.5, false, null), 2, 27_898),
                Arguments.of(new MesoInception4(MesoVariant.PYDEEPFAKEDET, 0.5, false, null), 2, 28_632),
                Arguments.of(new MesoInception4(MesoVariant.HONGGU, 0.5, false, null), 2, 28_525),
                Arguments.of(efficientNet(EfficientNet.Size.B0, EfficientNet.Padding.TRACKED), 1000, 5_288_548),
                Arguments.of(efficientNet(EfficientNet.Size.B1, EfficientNet.Padding.TRACKED), 1000, 7_794_184),
                Arguments.of(efficientNet(EfficientNet.Size.B2, EfficientNet.Padding.TRACKED), 1000, 9_109_994),
                Arguments.of(efficientNet(EfficientNet.Size.B3, EfficientNet.Padding.TRACKED), 1000, 12_233_232),
                Arguments.of(efficientNet(EfficientNet.Size.B4, EfficientNet.Padding.TRACKED), 1000, 19_341_616),
                Arguments.of(efficientNet(EfficientNet.Size.B5, EfficientNet.Padding.TRACKED), 1000, 30_389_784),
                Arguments.of(efficientNet(EfficientNet.Size.B6, EfficientNet.Padding.TRACKED), 1000, 43_040_704),
                Arguments.of(efficientNet(EfficientNet.Size.B7, EfficientNet.Padding.TRACKED), 1000, 66_347_960));
    }

    @ParameterizedTest
    @MethodSource("published")
    void everyBackbone_hasAsManyParametersAsPublished(Backbone backbone, int classes, long parameters) {
        assertEquals(parameters, backbone.build(classes, InputShape.rgb(256)).trainedSize());
    }

    @Test
    void stages_carryTheNamesThatFusionsReferTo() {
        assertEquals(List.of("stem", "layer1", "layer2", "layer3", "layer4"), taps(new Resnet50(false, null)));
        assertEquals(
                List.of("b0", "b1", "b2", "b3", "b4", "b5", "b6", "b7", "final"),
                taps(efficientNet(EfficientNet.Size.B4, EfficientNet.Padding.NOMINAL)));
        List<String> xception = taps(xception(Xception.Head.FC));
        assertEquals(List.of("stem1", "stem2", "block1"), xception.subList(0, 3));
        assertEquals(List.of("block12", "features"), xception.subList(13, 15));
    }

    private static List<String> taps(Backbone backbone) {
        return backbone.build(2, InputShape.rgb(256)).stages().stream()
                .map(BackboneNet.Stage::tap)
                .toList();
    }

    @Test
    void hiddenLayerOfMeso4_fitsTheMapOfItsPictures() {
        long at256 = new Meso4(MesoVariant.HONGGU, 0.5, false, null)
                .build(2, InputShape.rgb(256))
                .trainedSize();
        long at160 = new Meso4(MesoVariant.HONGGU, 0.5, false, null)
                .build(2, InputShape.rgb(160))
                .trainedSize();
        // 16 maps of 8 x 8 become 16 maps of 5 x 5, each value with 16 weights.
        assertEquals(16 * 16 * (64 - 25), at256 - at160);
    }

    @Test
    void picturesTooSmallForMeso4_areRefusedWithTheCure() {
        var meso = new Meso4(MesoVariant.HONGGU, 0.5, false, null);
        var refused = assertThrows(BadInputException.class, () -> meso.build(2, InputShape.rgb(31)));
        assertTrue(String.valueOf(refused.getMessage()).contains("at least 32"));
    }
}
