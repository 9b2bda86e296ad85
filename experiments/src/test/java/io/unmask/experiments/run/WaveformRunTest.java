package io.unmask.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.config.Components;
import io.unmask.config.ConfigReader;
import io.unmask.evaluate.Aggregate;
import io.unmask.evaluate.Scores;
import io.unmask.evaluate.ValidationMetrics;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.store.RunFolder;
import io.unmask.media.Ffmpeg;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Raw waveforms, from files to tables: real voices have overtones, fake ones hiss above. */
@Timeout(300)
class WaveformRunTest {
    private static final String SOUND =
            "{waveform: {from: {list: {file: \"LIST\"}}, samples: {rate: 8000, side_pixels: 64}}}";
    private static final String PICTURES = "{mel: {from: {list: {file: \"LIST\"}}, picture: {side_pixels: 64}}}";

    @TempDir
    static Path sounds;

    @TempDir
    Path folder;

    @BeforeAll
    static void writeSounds() throws IOException, InterruptedException {
        StringBuilder list = new StringBuilder("path,label,identity,split\n");
        int number = 0;
        for (String split : List.of("train", "val", "test")) {
            for (int i = 0; i < (split.equals("train") ? 12 : 6); i++, number++) {
                boolean fake = i % 2 == 1;
                sound(sounds.resolve(number + ".wav"), number, fake);
                list.append(String.join(",", number + ".wav", fake ? "fake" : "real", "p" + number, split))
                        .append('\n');
            }
        }
        Files.writeString(sounds.resolve("list.csv"), list);
    }

    private static void sound(Path file, int number, boolean fake) throws InterruptedException {
        String voice = "0.2*(mod(" + (110 + 13 * number) + "*t,1)-0.5)" + (fake ? "+0.05*sin(2*PI*3100*t)" : "");
        List<String> arguments = List.of(
                "-f", "lavfi", "-i", "aevalsrc=" + voice.replace(",", "\\,") + ":s=16000:d=0.7", file.toString());
        Ffmpeg.find().run(arguments, Ffmpeg.Input.NONE, out -> out.readAllBytes().length, Duration.ofMinutes(1));
    }

    private Plan plan(String source, String model, String... overrides) throws IOException {
        Path config = Files.writeString(folder.resolve("waveform.yaml"), """
                name: waveform
                data:
                  train: SOURCE
                  validation: SOURCE
                  test: {sounds: SOURCE}
                  image: {side_pixels: 64, normalise: none}
                  compare_pixels: false
                model: MODEL
                augment: []
                train: {epochs: 6, batch_size: 6, optimizer: {adam: {learning_rate: 0.01}}}
                report: {bootstrap_replicates: 20}
                threads: 1
                """.replace("SOURCE", source)
                .replace("LIST", sounds.resolve("list.csv").toString())
                .replace("MODEL", model));
        return Plan.read(new ConfigReader(Components.builtIn(), Map.of()), config, List.of(overrides));
    }

    private Scores scores(Plan plan) throws Exception {
        RunFolder results = new RunFolder(folder.resolve("results"));
        PrintStream silent = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        assertEquals(
                List.of(),
                new ExperimentRunner(plan, results, folder.resolve("cache"), silent)
                        .run()
                        .failures());
        return Scores.read(results.trial(plan.trials().get(0).folder()).scores("sounds"));
    }

    @Test
    void m5_learnsFromSamples() throws Exception {
        Scores scores = scores(plan(SOUND, "{classifier: {backbone: {m5: {channels: 16}}}}"));
        assertEquals(6, scores.size());
        double auc = ValidationMetrics.of(scores, Aggregate.MEAN).getOrDefault("video_auc", 0.0);
        assertTrue(auc == 1, "AUC " + auc);
    }

    @Test
    void samplesJoinPictures_asSecondStream() throws Exception {
        String pairs = "{paired: {first: " + PICTURES + ", second: " + SOUND + "}}";
        String model = "{two_stream: {backbone: meso4, second_backbone: {m5: {channels: 8}},"
                + " second: {companion: {side_pixels: 64}}}}";
        assertEquals(6, scores(plan(pairs, model, "train.epochs=1")).size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model={classifier: {backbone: resnet18}} | which reads pictures to look at",
                "data.image.side_pixels=128 | must be of the same side",
                "augment=[flip] | must be left out for pictures of numbers",
                "test_time={flip: true} | must be left out for pictures of numbers",
                "robustness={} | must be left out for pictures of numbers"
            })
    void whatWouldDestroySamples_isRefused(String override, String message) {
        var refused = assertThrows(
                BadInputException.class, () -> plan(SOUND, "{classifier: {backbone: {m5: {channels: 16}}}}", override));
        assertTrue(String.valueOf(refused.getMessage()).contains(message), refused.getMessage());
    }

    @Test
    void picturesToLookAt_areNotReadAsSamples() {
        var refused = assertThrows(BadInputException.class, () -> plan(PICTURES, "{classifier: {backbone: m5}}"));
        assertTrue(String.valueOf(refused.getMessage()).contains("which reads numbers"), refused.getMessage());
        List<String> pairs = new ArrayList<>(List.of(PICTURES, SOUND));
        String model = "{two_stream: {backbone: meso4, second_backbone: m5, second: {companion: {side_pixels: 32}}}}";
        refused = assertThrows(
                BadInputException.class,
                () -> plan("{paired: {first: " + pairs.get(0) + ", second: " + pairs.get(1) + "}}", model));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("the side of the stream companion"),
                refused.getMessage());
    }
}
