package io.unmask.model.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.BadInputException;
import io.unmask.model.InputShape;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sizes of the networks of clips, and what they do beyond the official sizes. */
class ClipBackbonesTest {
    private static final I3d I3D = new I3d(I3d.Head.ADAPTIVE, 0.5, null);

    private static P3d p3d(int depth, P3d.Sizes sizes) {
        return new P3d(depth, List.of(P3d.Block.values()), sizes, 0.5, null);
    }

    static Stream<Arguments> published() {
        return Stream.of(
                Arguments.of(new R3d18(null), 400, 33_371_472),
                Arguments.of(new R3d18(null), 2, 33_167_298),
                Arguments.of(I3D, 400, 12_697_264),
                Arguments.of(I3D, 2, 12_289_314),
                Arguments.of(p3d(63, P3d.Sizes.ADAPTIVE), 400, 25_745_232),
                Arguments.of(p3d(63, P3d.Sizes.ADAPTIVE), 2, 24_929_730),
                Arguments.of(p3d(199, P3d.Sizes.ADAPTIVE), 400, 66_492_240),
                Arguments.of(p3d(199, P3d.Sizes.ADAPTIVE), 2, 65_676_738));
    }

    @ParameterizedTest
    @MethodSource("published")
    void everyNetwork_hasAsManyParametersAsPublished(Backbone backbone, int classes, long parameters) {
        assertEquals(parameters, backbone.build(classes, clips(16, 112)).trainedSize());
    }

    private static InputShape clips(int frames, int side) {
        return new InputShape(3, side, frames);
    }

    private static NDArray clip(NDManager manager, long clips, long frames, long side) {
        return Filler.array(manager, "clip", clips, 3, frames, side, side);
    }

    /** Scores in evaluation mode of clips of that size. */
    private static NDArray scores(Backbone backbone, NDManager manager, NDArray clips) {
        BackboneNet net = backbone.build(2, clips(16, 32));
        Filler.fill(Parameters.allocate(net, manager, DataType.FLOAT32));
        return net.forward(clips, Pass.evaluation());
    }

    @Test
    void i3d_givesScoresOfEveryStepOfTime() {
        try (NDManager manager = NDManager.newBaseManager()) {
            assertEquals(
                    new Shape(1, 2, 1),
                    scores(I3D, manager, clip(manager, 1, 8, 32)).getShape());
            // 20 frames leave three steps, whose pairs are averaged.
            assertEquals(
                    new Shape(1, 2, 2),
                    scores(I3D, manager, clip(manager, 1, 20, 40)).getShape());
        }
    }

    @Test
    void p3d_averagesTheStepsThatAreLeftOfEachClip() {
        P3d small = p3d(63, P3d.Sizes.ADAPTIVE);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray clips = clip(manager, 2, 32, 32);
            NDArray both = scores(small, manager, clips);
            assertEquals(new Shape(2, 2), both.getShape());
            NDArray second = scores(small, manager, clips.get("1:2"));
            assertArrayEquals(second.toFloatArray(), both.get("1:2").toFloatArray(), 1e-4f);
            assertEquals(
                    new Shape(1, 2),
                    scores(small, manager, clip(manager, 1, 4, 32)).getShape());
        }
    }

    @Test
    void sizesThatTheOfficialProgramTakesWrongly_areRefusedWithTheCure() {
        assertTrue(refusal(new I3d(I3d.Head.OFFICIAL, 0, null)).contains("set pool to adaptive"));
        assertTrue(refusal(p3d(63, P3d.Sizes.OFFICIAL)).contains("set sizes to adaptive"));
    }

    private static String refusal(Backbone backbone) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray clips = clip(manager, 1, 16, 32);
            return String.valueOf(assertThrows(BadInputException.class, () -> scores(backbone, manager, clips))
                    .getMessage());
        }
    }

    @Test
    void clipsAndPictures_doNotGoTogether() {
        var pictures = assertThrows(BadInputException.class, () -> new R3d18(null).build(2, InputShape.rgb(64)));
        assertTrue(String.valueOf(pictures.getMessage()).contains("backbone r3d_18: looks at clips"));
        var clips = assertThrows(BadInputException.class, () -> new Resnet18(false, null).build(2, clips(16, 64)));
        assertTrue(String.valueOf(clips.getMessage()).contains("backbone resnet18: looks at pictures"));
    }
}
