package io.unmask.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.data.portraits.PortraitVideo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectQualityTest {
    @TempDir
    Path folder;

    private Console inspect(Path file, String... options) {
        String[] all = new String[options.length + 5];
        System.arraycopy(
                new String[] {
                    "inspect",
                    file.toString(),
                    "--quality",
                    "--out",
                    folder.resolve("p.html").toString()
                },
                0,
                all,
                0,
                5);
        System.arraycopy(options, 0, all, 5, options.length);
        return Console.run(all);
    }

    /** Numbers of a row of the table of qualities, by the method it begins with. */
    private static String row(String text, String method) {
        Matcher found = Pattern.compile("(?m)^ *\\w+, " + method + ", raw .*$").matcher(text);
        assertTrue(found.find(), text);
        return found.group().strip().replaceAll(" +", " ");
    }

    private static double number(String row, int place) {
        Matcher numbers = Pattern.compile("(?<!± )\\d\\.\\d+").matcher(row);
        for (int i = 0; i < place; i++) {
            assertTrue(numbers.find(), row);
        }
        return Double.parseDouble(numbers.group());
    }

    @Test
    void fakesOfPictures_areHeldAgainstTheirReals_overTheMask() throws IOException {
        // A swap needs another person in every split.
        Path file = Files.writeString(folder.resolve("faces.yaml"), """
                source:
                  union:
                    sources:
                      - self_blended:
                          source: &p
                            portraits: {identities: 9, photos_per_identity: 1, side_pixels: 64, train_share: 0.5, validation_share: 0.25}
                      - swap_blend: {source: *p, nearest: 1}
                """);
        String out = inspect(file).out();
        String self = row(out, "self_blended");
        String swap = row(out, "swap_blend");
        // Inside the mask the real is less alike than over the whole picture, of which most is untouched.
        assertTrue(number(self, 1) < number(self, 2), self);
        assertTrue(number(swap, 1) < number(self, 1), swap + " against " + self);
        assertTrue(self.endsWith("– no weights"), self);
        assertEquals("portraits, real, raw 9 – – – no weights", row(out, "real"));
    }

    @Test
    void framesInARow_haveAWarpingError() throws Exception {
        PortraitVideo.of(1).lasting(6).silent().write(folder.resolve("a.mp4"));
        Path list = Files.writeString(folder.resolve("l.csv"), """
                path,label,method,video
                a.mp4,real,real,v
                a.mp4,fake,same,v
                """);
        Path file = Files.writeString(folder.resolve("v.yaml"), "videos: {list: {file: " + list + "}}");
        String out = inspect(file, "--frames", "2").out();
        String same = row(out, "same");
        assertEquals(1.0, number(same, 1), 1e-9, same);
        assertTrue(number(same, 2) < 0.01, same);
    }

    @Test
    void weightsThatAreMissing_areNamedWithTheirCure() throws IOException {
        Path file = Files.writeString(folder.resolve("f.yaml"), "source: {portraits: {identities: 3}}");
        Console one = inspect(file, "--alexnet", "a.pth");
        assertEquals(2, one.code());
        assertTrue(one.err().contains("--lpips is missing"), one.err());
        Path text = Files.writeString(folder.resolve("a.pth"), "hello");
        Console broken = inspect(
                file,
                "--alexnet",
                text.toString(),
                "--lpips",
                folder.resolve("none.pth").toString());
        assertEquals(2, broken.code());
        assertTrue(broken.err().contains("a.pth"), broken.err());
    }
}
