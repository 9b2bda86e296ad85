package io.unmask.media.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.media.Ffmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SoundFilesTest {
    @TempDir
    Path folder;

    @Test
    void stereo_keepsItsChannelsAndItsRate_andMonoIsTheirMean() throws InterruptedException {
        Waveform left = TestSounds.sine(300, 4800, 48000);
        Waveform right = TestSounds.sine(500, 4800, 48000);
        for (String name : List.of("two.wav", "two.flac")) {
            Sound sound = SoundFiles.read(TestSounds.write(folder.resolve(name), left, right), Ffmpeg.find())
                    .orElseThrow();
            assertEquals(2, sound.channels().size());
            assertEquals(48000, sound.rate());
            assertEquals(4800, sound.length());
            for (int i = 0; i < 4800; i += 7) {
                assertEquals(left.samples()[i], sound.channels().get(0).samples()[i], 1f / 32767);
                assertEquals(
                        (left.samples()[i] + right.samples()[i]) / 2,
                        sound.mono().samples()[i],
                        1f / 32767);
            }
        }
    }

    @Test
    void soundOfAVideo_isThere_andThatOfASilentFilmIsNot() throws InterruptedException {
        Path film = folder.resolve("film.mp4");
        List<String> video = List.of("-f", "lavfi", "-i", "color=size=64x64:rate=10:duration=1");
        List<String> sine = List.of("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=44100:duration=1");
        ffmpeg(film, video, sine);
        Waveform sound = TestSounds.read(film);
        assertEquals(1, sound.seconds(), 0.1);
        assertEquals(440, TestSounds.pitch(sound), 3);
        Path silent = folder.resolve("silent.mp4");
        ffmpeg(silent, video, List.of());
        assertTrue(SoundFiles.read(silent, Ffmpeg.find()).isEmpty());
    }

    private static void ffmpeg(Path to, List<String> first, List<String> second) throws InterruptedException {
        List<String> arguments = new ArrayList<>(first);
        arguments.addAll(second);
        arguments.add(to.toString());
        Ffmpeg.find().run(arguments, Ffmpeg.Input.NONE, out -> out.readAllBytes().length, Duration.ofMinutes(1));
    }

    @Test
    void brokenAndMissingFiles_areNamed() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.mp4"), "not a video at all");
        for (Path file : List.of(broken, folder.resolve("missing.wav"))) {
            String message = assertThrows(BadInputException.class, () -> SoundFiles.read(file, Ffmpeg.find()))
                    .getMessage();
            assertTrue(message.startsWith(file.toString()), message);
        }
    }
}
