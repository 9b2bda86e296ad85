package io.unmask.model.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.BadInputException;
import io.unmask.config.CheckException;
import io.unmask.data.Needs;
import io.unmask.model.Inputs;
import io.unmask.model.backbone.Filler;
import io.unmask.model.backbone.Resnet18;
import io.unmask.model.fusion.Add;
import io.unmask.model.fusion.Cmf;
import io.unmask.model.fusion.Fusion;
import io.unmask.model.loss.CrossEntropy;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.model.stream.Companion;
import io.unmask.model.stream.Rgb;
import io.unmask.model.stream.Second;
import io.unmask.model.stream.Stream;
import io.unmask.random.Seeds;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two streams of different sizes: a face and a picture of its sound. */
class CompanionStreamTest {
    private static TwoStream detector(Stream first, Stream second, @Nullable Fusion fusion) {
        return new TwoStream(
                new Resnet18(false, null),
                null,
                first,
                second,
                fusion == null ? List.of() : List.of(new FusionAt("layer2", null, fusion)),
                null,
                TwoStream.Head.CONCAT,
                0,
                new CrossEntropy(0, null));
    }

    private static float score(TwoStream detector, float sound) {
        try (NDManager manager = NDManager.newBaseManager()) {
            DetectorNet net = detector.build(64);
            Filler.fill(Parameters.allocate(net, manager, DataType.FLOAT32));
            NDArray mel = Filler.array(manager, "mel", 1, 3, 96, 96).mul(sound);
            Inputs inputs = new Inputs(Filler.image(manager, 64), mel, true);
            NDArray logits = net.forward(inputs, Pass.evaluation()).logits();
            assertEquals(new Shape(1, 2), logits.getShape());
            return logits.getFloat(0, 1);
        }
    }

    @Test
    void streamsOfDifferentSizes_meetByCmf_orAtTheEnd() {
        for (TwoStream detector : List.of(
                detector(new Rgb(), new Companion(96), null), detector(new Rgb(), new Companion(96), new Cmf(8, 16)))) {
            assertNotEquals(score(detector, 1), score(detector, 0), 1e-4f);
        }
    }

    @Test
    void fusionOfPlaces_refusesDifferentSizesAndNamesTheOneThatTakesThem() {
        TwoStream added = detector(new Rgb(), new Companion(96), new Add(Add.Into.BOTH));
        var refused = assertThrows(BadInputException.class, () -> score(added, 1));
        assertTrue(String.valueOf(refused.getMessage()).contains("take cmf, which joins any two sizes"));
    }

    @Test
    void needs_nameTheSideOfCompanions() {
        Needs needs = detector(new Rgb(), new Companion(96), null).needs();
        assertTrue(needs.second());
        assertEquals(96, needs.secondSide());
        assertEquals(96, needs.forScoring().secondSide());
        assertNull(detector(new Rgb(), new Second(), null).needs().secondSide());
    }

    @Test
    void secondPictures_areReadInOneWay() {
        assertThrows(CheckException.class, () -> detector(new Second(), new Companion(96), null));
        assertThrows(CheckException.class, () -> detector(new Companion(64), new Companion(96), null));
        assertEquals(
                96, detector(new Companion(96), new Companion(96), null).needs().secondSide());
    }

    @Test
    void missingCompanion_isNamedWithTheCure() {
        try (NDManager manager = NDManager.newBaseManager()) {
            DetectorNet net = detector(new Rgb(), new Companion(96), null).build(64);
            Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
            Inputs alone = new Inputs(Filler.image(manager, 64));
            var refused = assertThrows(BadInputException.class, () -> net.forward(alone, Pass.evaluation()));
            assertTrue(String.valueOf(refused.getMessage()).contains("take the data source paired"));
        }
    }
}
