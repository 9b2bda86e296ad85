package io.unmask.model.detector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.BadInputException;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.backbone.Backbone;
import io.unmask.model.backbone.Densenet121;
import io.unmask.model.backbone.Filler;
import io.unmask.model.backbone.I3d;
import io.unmask.model.backbone.P3d;
import io.unmask.model.backbone.R3d18;
import io.unmask.model.backbone.Resnet18;
import io.unmask.model.loss.CrossEntropy;
import io.unmask.model.loss.Loss;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.random.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClipDetectorsTest {
    private static final int FRAMES = 4;
    private static final int SIDE = 64;
    private static final InputShape CLIPS = new InputShape(3, SIDE, FRAMES);
    private static final Loss LOSS = new CrossEntropy(0, null);
    private static final Backbone RESNET = new Resnet18(false, null);

    private static TwoBranchRecurrent twoBranch(TwoBranchRecurrent.Objective objective) {
        return new TwoBranchRecurrent(List.of(1.0, 1.4, 2.0), 8, 16, objective, 0.042, 1.638, null);
    }

    /** Each with the beginning of the tensors that it holds and never reads. */
    static Stream<Arguments> detectors() {
        return Stream.of(
                Arguments.of(new Classifier(new R3d18(null), LOSS), "none"),
                Arguments.of(new Classifier(new I3d(I3d.Head.ADAPTIVE, 0, null), LOSS), "none"),
                Arguments.of(
                        new Classifier(new P3d(63, List.of(P3d.Block.values()), P3d.Sizes.ADAPTIVE, 0, null), LOSS),
                        "none"),
                Arguments.of(new FrameAverage(RESNET, LOSS), "none"),
                Arguments.of(new TemporalTransformer(RESNET, null, null, 16, 2, 2, 2, 0.1, LOSS), "backbone.fc"),
                Arguments.of(new Sstnet(0, 5, 16, 8, null, LOSS), "last_linear"),
                Arguments.of(twoBranch(TwoBranchRecurrent.Objective.HYPERSPHERE), "backbone.classifier"),
                Arguments.of(twoBranch(TwoBranchRecurrent.Objective.CROSS_ENTROPY), "backbone.classifier"));
    }

    private static Targets realAndFake(NDManager manager) {
        return new Targets(manager.create(new float[] {1, 0, 0, 1}, new Shape(2, 2)));
    }

    private static NDArray clips(NDManager manager) {
        return Filler.array(manager, "clips", 2, 3, FRAMES, SIDE, SIDE);
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void everyDetectorOfClips_scoresThemAndLearnsInAllItsTensors(Detector detector, String unused) {
        assertTrue(detector.takesClips());
        try (NDManager manager = NDManager.newBaseManager()) {
            DetectorNet net = detector.build(CLIPS);
            Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(2));
            Inputs inputs = new Inputs(clips(manager));
            Prediction before = net.forward(inputs, Pass.evaluation());
            assertEquals(new Shape(2, 2), before.logits().getShape());
            double[] scores =
                    net.fakeScore(before).toType(DataType.FLOAT64, false).toDoubleArray();
            assertTrue(
                    Arrays.stream(scores).allMatch(score -> score >= 0 && score <= 1), () -> Arrays.toString(scores));
            try (var collector = Engine.getInstance().newGradientCollector()) {
                var step = new TrainingStep(1, Seeds.of(1).stream("step"));
                collector.backward(net.trainingLoss(inputs, realAndFake(manager), step));
            }
            List<String> still = new ArrayList<>();
            for (String name : parameters.trainedNames()) {
                NDArray gradient = parameters.get(name).array().getGradient();
                if (gradient.abs().sum().getFloat() == 0 && !name.contains(unused)) {
                    still.add(name);
                }
            }
            assertEquals(List.of(), still);
        }
    }

    @Test
    void framesAverage_isTheMeanOfTheirScores() {
        try (NDManager manager = NDManager.newBaseManager()) {
            DetectorNet frames = new Classifier(RESNET, LOSS).build(SIDE);
            DetectorNet mean = new FrameAverage(RESNET, LOSS).build(CLIPS);
            Filler.fill(Parameters.allocate(frames, manager, DataType.FLOAT32));
            Filler.fill(Parameters.allocate(mean, manager, DataType.FLOAT32));
            NDArray clips = clips(manager);
            float[] found = mean.fakeScore(mean.forward(new Inputs(clips), Pass.evaluation()))
                    .toFloatArray();
            for (int clip = 0; clip < 2; clip++) {
                double sum = 0;
                for (int frame = 0; frame < FRAMES; frame++) {
                    NDArray picture = clips.get(clip + ":" + (clip + 1) + ", :, " + frame);
                    Prediction single = frames.forward(new Inputs(picture), Pass.evaluation());
                    sum += frames.fakeScore(single).getFloat(0);
                }
                assertEquals(sum / FRAMES, found[clip], 1e-5);
            }
        }
    }

    @Test
    void orderOfFrames_mattersToModelsOfTimeAlone() {
        assertTrue(changeByReversal(new TemporalTransformer(RESNET, null, null, 16, 2, 2, 2, 0, LOSS)) > 1e-5);
        assertTrue(changeByReversal(new Sstnet(0, 5, 16, 8, null, LOSS)) > 1e-7);
        assertEquals(0, changeByReversal(new FrameAverage(RESNET, LOSS)), 1e-6);
    }

    private static double changeByReversal(Detector detector) {
        try (NDManager manager = NDManager.newBaseManager()) {
            DetectorNet net = detector.build(CLIPS);
            Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(2));
            NDArray clips = clips(manager);
            NDArray there = net.forward(new Inputs(clips), Pass.evaluation()).logits();
            NDArray back =
                    net.forward(new Inputs(clips.flip(2)), Pass.evaluation()).logits();
            return there.sub(back).abs().max().getFloat();
        }
    }

    @Test
    void constrainedFilters_keepTheirFormAfterEveryStep() {
        try (NDManager manager = NDManager.newBaseManager()) {
            DetectorNet net = new Sstnet(0, 3, 4, 4, null, LOSS).build(CLIPS);
            Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(2));
            assertConstrained(parameters.get("constrained.weight").array().toFloatArray());
            parameters.flat().muli(3).addi(0.01);
            net.afterStep(parameters);
            assertConstrained(parameters.get("constrained.weight").array().toFloatArray());
        }
    }

    private static void assertConstrained(float[] weights) {
        assertEquals(81, weights.length);
        for (int begin = 0; begin < weights.length; begin += 9) {
            double others = 0;
            for (int i = 0; i < 9; i++) {
                others += i == 4 ? 0 : weights[begin + i];
            }
            assertEquals(-1, weights[begin + 4]);
            assertEquals(1, others, 1e-5);
        }
    }

    @Test
    void centreOfReals_isTheirMeanAndStaysAfterTheFirstEpoch() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Hypersphere sphere = new Hypersphere(2, 0.5, 2);
            Parameters.place(sphere, manager, DataType.FLOAT32, Seeds.of(1));
            NDArray labels = manager.create(new float[] {1, 0, 0, 1, 1, 0}, new Shape(3, 2));
            sphere.follow(manager.create(new float[] {1, 1, 9, 9, 3, 1}, new Shape(3, 2)), labels);
            NDArray one = manager.create(new float[] {1, 0}, new Shape(1, 2));
            sphere.follow(manager.create(new float[] {5, 4}, new Shape(1, 2)), one);
            // The centre is (3, 2): two reals at distances 1 and 0, and a fake at 1.
            NDArray features = manager.create(new float[] {4, 2, 3, 3, 3, 2}, new Shape(3, 2));
            assertArrayEquals(
                    new float[] {-0.25f, -0.25f, -1.25f},
                    sphere.beyond(features).toFloatArray(),
                    1e-5f);
            assertEquals(0.5 / 2 + 1, sphere.loss(features, labels).getFloat(), 1e-5);
        }
    }

    @Test
    void densenet121_hasAsManyParametersAsTorchvisions() {
        Backbone backbone = new Densenet121(null);
        assertEquals(6_955_906, backbone.build(2, InputShape.rgb(64)).trainedSize());
        assertEquals(7_978_856, backbone.build(1000, InputShape.rgb(64)).trainedSize());
    }

    @Test
    void detectorsOfClipsAndOfPictures_doNotTakeEachOthersInput() {
        Detector clips = new FrameAverage(RESNET, LOSS);
        var pictures = assertThrows(BadInputException.class, () -> clips.build(InputShape.rgb(SIDE)));
        assertTrue(String.valueOf(pictures.getMessage()).contains("set data.clip"));
        Detector single = new Classifier(RESNET, LOSS);
        var refused = assertThrows(BadInputException.class, () -> single.build(CLIPS));
        assertTrue(String.valueOf(refused.getMessage()).contains("leave data.clip out"));
    }
}
