package io.unmask.model.detector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.BadInputException;
import io.unmask.config.Components;
import io.unmask.config.ConfigReader;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.backbone.Filler;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Features of frames by detectors of pictures. */
class FrameFeaturesTest {
    private static final int SIDE = 64;
    private static final int FRAMES = 3;
    private static final InputShape CLIPS = new InputShape(3, SIDE, FRAMES);

    @TempDir
    Path folder;

    /** What a YAML file holds. */
    record Setting(Detector model) {}

    private Detector detector(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("model.yaml"), "model: " + yaml + "\n");
        return new ConfigReader(Components.builtIn(), Map.of())
                .read(file, List.of(), Setting.class)
                .model();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{classifier: {backbone: resnet18}} | 512",
                "{m2tr: {backbone: resnet18, tap: layer1, scales: [1, 2]}} | 512",
                "{two_stream: {backbone: resnet18}} | 1024",
                "{two_stream: {backbone: resnet18, head: first}} | 512",
                "{f3net: {}} | 4096",
                "{multi_attention: {backbone: meso4, texture_tap: block2, attention_tap: block3, mid_features: 32}} | 64",
                "{srm_two_stream: {}} | 2048",
                "{locate_and_verify: {}} | 4096"
            })
    void everyDetectorOfPictures_tellsFeaturesOfTheLengthThatItSays(String yaml, int length) throws IOException {
        DetectorNet net = detector(yaml).build(SIDE);
        assertEquals(length, net.featureLength());
        try (NDManager manager = NDManager.newBaseManager()) {
            Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
            NDArray pictures = Filler.array(manager, "pictures", 2, 3, SIDE, SIDE);
            Prediction prediction = net.forward(new Inputs(pictures), Pass.evaluation());
            assertEquals(
                    new Shape(2, length),
                    prediction.require(Prediction.FEATURES, "test").getShape());
        }
    }

    /** Frames are seen apart: what the detector says of a frame is what it says of the picture. */
    @Test
    void featuresOfFrames_areThoseOfTheDetectorOnEachPicture() throws IOException {
        Detector single = detector("{classifier: {backbone: resnet18}}");
        FrameFeatures seen = FrameFeatures.of(single, null, CLIPS);
        DetectorNet alone = single.build(SIDE);
        try (NDManager manager = NDManager.newBaseManager()) {
            Parameters within = Parameters.allocate(seen, manager, DataType.FLOAT32);
            Parameters own = Parameters.allocate(alone, manager, DataType.FLOAT32);
            Filler.fill(within);
            Filler.fill(own);
            own.all().forEach((name, parameter) -> {
                if (parameter.kind() != Parameter.Kind.COUNTER) {
                    within.set("detector." + name, parameter.array().toFloatArray());
                }
            });
            NDArray clips = Filler.array(manager, "clips", 2, 3, FRAMES, SIDE, SIDE);
            NDArray features = seen.forward(clips, Pass.evaluation());
            assertEquals(new Shape(2, FRAMES, 512), features.getShape());
            for (int frame = 0; frame < FRAMES; frame++) {
                NDArray picture = clips.get(":, :, " + frame);
                float[] expected = alone.forward(new Inputs(picture), Pass.evaluation())
                        .require(Prediction.FEATURES, "test")
                        .toFloatArray();
                assertArrayEquals(expected, features.get(":, " + frame).toFloatArray(), 1e-4f);
            }
        }
    }

    @Test
    void detectorsThatNeedMore_areRefused() {
        String both = "{temporal_transformer: {backbone: resnet18, detector: {classifier: {backbone: resnet18}}}}";
        String message =
                assertThrows(BadInputException.class, () -> detector(both)).getMessage();
        assertTrue(message.contains("must be one of the two"), message);
        message = assertThrows(
                        BadInputException.class,
                        () -> detector("temporal_transformer").build(CLIPS))
                .getMessage();
        assertTrue(message.contains("neither backbone nor detector"), message);
        String second = "{temporal_transformer: {detector: {two_stream: {backbone: resnet18, second: companion}}}}";
        message = assertThrows(BadInputException.class, () -> detector(second).build(CLIPS))
                .getMessage();
        assertTrue(message.contains("reads second pictures"), message);
        String clips = "{temporal_transformer: {detector: {classifier: {backbone: r3d_18}}}}";
        message = assertThrows(BadInputException.class, () -> detector(clips)).getMessage();
        assertTrue(message.contains("must be one of single pictures"), message);
    }
}
