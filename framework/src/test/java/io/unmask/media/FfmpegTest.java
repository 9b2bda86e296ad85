package io.unmask.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "stands in for programs with shell scripts")
class FfmpegTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @Test
    void withNothingNamedAndAnEmptyPath_theBundledOneRunsAndHasX264() {
        Ffmpeg ffmpeg = FfmpegFinder.find(null, null);
        assertTrue(ffmpeg.hasX264());
        assertFalse(ffmpeg.version().isBlank());
    }

    @Test
    void programOnThePathWithoutX264_isPassedOver() throws IOException {
        Path poor = script("ffmpeg", "echo 'ffmpeg version 9.9 poor'; echo ' V..... mpeg4 '");
        assertFalse(Ffmpeg.at(poor).hasX264());
        assertEquals("9.9", Ffmpeg.at(poor).version());
        assertTrue(FfmpegFinder.find(null, folder.toString()).hasX264());
    }

    @Test
    void programOnThePathWithX264_isTaken() throws IOException {
        Path rich = script("ffmpeg", "echo 'ffmpeg version 9.9 rich'; echo ' V..... libx264   H.264'");
        assertEquals(rich, FfmpegFinder.find("", "/nowhere:" + folder).program());
    }

    @Test
    void namedProgram_isTakenOrTheErrorNamesIt() throws IOException {
        assertThrows(BadInputException.class, () -> FfmpegFinder.find(folder + "/missing", null));
        Path other = script("other", "echo 'something else'");
        BadInputException e = assertThrows(BadInputException.class, () -> FfmpegFinder.find(other.toString(), null));
        assertTrue(e.getMessage().contains(other.toString()), e.getMessage());
        assertTrue(e.getMessage().contains("something else"), e.getMessage());
    }

    @Test
    void compressorWithoutX264_isRefused() throws IOException {
        Ffmpeg poor = Ffmpeg.at(script("ffmpeg", "echo 'ffmpeg version 9.9 poor'"));
        BadInputException e = assertThrows(BadInputException.class, () -> new StillCompressor(poor, 23));
        assertTrue(e.getMessage().contains("UNMASK_FFMPEG"), e.getMessage());
    }

    @Test
    void failure_saysExitCodeAndTheProgramsOwnWords() {
        BadInputException e = assertThrows(
                BadInputException.class,
                () -> Ffmpeg.find()
                        .run(
                                List.of("-i", "/no/such.mp4", "-f", "null", "-"),
                                Ffmpeg.Input.NONE,
                                InputStream::readAllBytes,
                                MINUTE));
        assertTrue(e.getMessage().contains("exit code") && e.getMessage().contains("/no/such.mp4"), e.getMessage());
    }

    @Test
    void muchOnAllPipesAtOnce_doesNotBlock() throws Exception {
        Path copy = script("copy", "head -c 3000000 /dev/zero | tr '\\0' 'e' >&2; cat");
        byte[] much = new byte[5_000_000];
        much[4_999_999] = 7;
        byte[] back =
                PipedProcess.run(List.of(copy.toString()), in -> in.write(much), InputStream::readAllBytes, MINUTE);
        assertEquals(much.length, back.length);
        assertEquals(7, back[4_999_999]);
    }

    @Test
    void programThatDoesNotEnd_isStoppedAtTheTimeout() throws IOException {
        Path sleeper = script("sleeper", "exec sleep 50");
        BadInputException e = assertThrows(
                BadInputException.class,
                () -> PipedProcess.run(
                        List.of(sleeper.toString()),
                        Ffmpeg.Input.NONE,
                        InputStream::readAllBytes,
                        Duration.ofMillis(300)));
        assertTrue(e.getMessage().contains("did not end"), e.getMessage());
    }

    @Test
    void interruption_destroysTheProcess() throws Exception {
        Path sleeper = script("sleeper", "echo $$ > " + folder + "/pid; exec sleep 50");
        Thread.currentThread().interrupt();
        assertThrows(
                InterruptedException.class,
                () -> PipedProcess.run(
                        List.of(sleeper.toString()), Ffmpeg.Input.NONE, InputStream::readAllBytes, MINUTE));
        long alive = ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("sleep"))
                .peek(c -> c.onExit().join())
                .filter(ProcessHandle::isAlive)
                .count();
        assertEquals(0, alive);
    }

    private Path script(String name, String body) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }
}
