package io.unmask.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.data.Frame;
import io.unmask.data.Skipped;
import io.unmask.data.Split;
import io.unmask.files.LmdbFixture;
import io.unmask.media.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DeepfakeBench from its LMDB instead of picture files. */
class DeepfakeBenchLmdbTest {
    @TempDir
    Path folder;

    @BeforeEach
    void plant() {
        LmdbFixture.plant(folder.resolve("lmdb/UADFV_lmdb"));
    }

    private DeepfakeBench source(String real, String fake, String root) throws IOException {
        String frames = "['%s000.png', '%s010.png', '%s009.png']";
        String json = "{'UADFV': {'UADFV_Real': {'test': {'0000': {'label': 'UADFV_Real', 'frames': "
                + frames.replace("%s", real) + "}}}, 'UADFV_Fake': {'test': {'0000_fake': {'label': 'UADFV_Fake',"
                + " 'frames': " + frames.replace("%s", fake) + "}}}}}";
        Files.writeString(folder.resolve("UADFV.json"), json.replace('\'', '"'));
        return new DeepfakeBench(folder, folder.resolve(root), "UADFV", 0, Map.of());
    }

    private List<Clip> clips(DeepfakeBench source) {
        return source.clips(Pictures.request(Split.TEST, folder));
    }

    private static void assertGrey(int value, Frame frame) {
        Image image = frame.image().read();
        assertEquals(8, image.width());
        byte[] expected = new byte[3 * 64];
        Arrays.fill(expected, (byte) value);
        assertArrayEquals(expected, image.pixels());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lmdb", "lmdb/UADFV_lmdb", "lmdb/UADFV_lmdb/data.mdb"})
    void keysOfWindowsAndOfLinux_areBothFound_andFramesOrderedByNumber(String root) throws IOException {
        List<Clip> clips =
                clips(source("UADFV\\\\real\\\\frames\\\\0000\\\\", "UADFV\\\\fake\\\\frames\\\\0000_fake\\\\", root));
        assertEquals(
                List.of("UADFV/real/raw/0000", "UADFV/UADFV_Fake/raw/0000_fake"),
                clips.stream().map(Clip::key).toList());
        for (int i = 0; i < 3; i++) {
            assertGrey(40 + i, clips.get(0).frames().get(i));
            assertGrey(140 + i, clips.get(1).frames().get(i));
        }
        assertEquals(
                List.of(0, 9, 10),
                clips.get(1).frames().stream().map(Frame::number).toList());
    }

    @Test
    void absolutePathsOfTheMachineThatMadeTheJson_areFoundToo() throws IOException {
        List<Clip> clips =
                clips(source("/home/a/rgb/UADFV/real/frames/0000/", "./datasets/UADFV/fake/frames/0000_fake/", "lmdb"));
        assertGrey(41, clips.get(0).frames().get(1));
        assertGrey(142, clips.get(1).frames().get(2));
    }

    @Test
    void videosThatTheLmdbHasNot_areListed_andNoneAtAllIsAnError() throws IOException {
        DeepfakeBench source = source("UADFV/real/frames/0001/", "UADFV/fake/frames/0000_fake/", "lmdb");
        assertEquals(
                List.of(new Skipped(folder.resolve("UADFV.json") + ": UADFV_Real/0000", "missing_video")),
                source.skipped(Pictures.request(Split.TEST, folder)));
        DeepfakeBench wrong = source("UADFV/real/frames/0001/", "UADFV/fake/frames/0001_fake/", "lmdb");
        Path file = folder.resolve("lmdb/UADFV_lmdb/data.mdb");
        assertEquals(
                folder.resolve("UADFV.json") + ": none of its 2 videos is on the disk\n    expected: the key"
                        + " UADFV\\fake\\frames\\0001_fake\\000.png in " + file
                        + "\n    found:    308 keys as UADFV\\fake/frames/0000_fake/000.png,"
                        + " UADFV\\fake/frames/0000_fake/009.png",
                assertThrows(BadInputException.class, () -> clips(wrong)).getMessage());
    }
}
