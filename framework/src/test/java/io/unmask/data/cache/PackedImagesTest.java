package io.unmask.data.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.data.BuildListener;
import io.unmask.media.Image;
import io.unmask.media.TestImages;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PackedImagesTest {
    private static final List<Image> IMAGES =
            List.of(TestImages.colour(16, 12, 1), TestImages.mask(9, 7, 1, 1, 3, 3), TestImages.colour(1, 1, 2));

    @TempDir
    Path folder;

    private final AtomicInteger built = new AtomicInteger();
    private final List<String> messages = new ArrayList<>();

    @Test
    void pictures_comeBackAsTheyWere_andAreMadeOnce() throws Exception {
        assertEquals(3, open("key").size());
        PackedImages again = open("key");
        assertEquals(1, built.get());
        for (int i = 0; i < 3; i++) {
            Image back = again.pixels(i).read();
            assertArrayEquals(IMAGES.get(i).pixels(), back.pixels());
            assertEquals(IMAGES.get(i).width(), back.width());
            assertEquals(IMAGES.get(i).channels(), back.channels());
        }
        assertThrows(IndexOutOfBoundsException.class, () -> again.pixels(3));
    }

    @Test
    void anotherKey_isAnotherFile() throws Exception {
        open("one");
        open("two");
        assertEquals(2, built.get());
        assertEquals(2, names().size());
    }

    @Test
    void unreadablePicture_keepsItsMessage() throws Exception {
        PackedImages set = PackedImages.open(
                folder,
                "set",
                "k",
                2,
                sink -> {
                    sink.unreadable(1, "a.jpg: cut off");
                    sink.put(0, IMAGES.get(0));
                },
                BuildListener.SILENT);
        set.pixels(0).read();
        BadInputException e =
                assertThrows(BadInputException.class, () -> set.pixels(1).read());
        assertTrue(e.getMessage().startsWith("a.jpg: cut off"), e.getMessage());
    }

    @Test
    void fileThatWasCutOrChangedInItsTable_isMadeAnewAndSaysSo() throws Exception {
        Path file = open("key").file();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
        open("key");
        byte[] changed = whole.clone();
        changed[40] ^= 1;
        Files.write(file, changed);
        open("key");
        Files.write(file, new byte[0]);
        open("key");
        assertEquals(4, built.get());
        assertEquals(3, messages.size());
        assertTrue(messages.get(0).contains(file.toString()) && messages.get(0).contains("damaged"), messages.get(0));
        assertArrayEquals(whole, Files.readAllBytes(file));
    }

    @Test
    void pictureThatWasChangedOnDisk_isAnErrorWhenRead() throws Exception {
        Path file = open("key").file();
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(access.length() - 1);
            int last = access.read();
            access.seek(access.length() - 1);
            access.write(last ^ 1);
        }
        PackedImages set = open("key");
        set.pixels(2).read();
        BadInputException e =
                assertThrows(BadInputException.class, () -> set.pixels(0).read());
        assertTrue(e.getMessage().contains("damaged") && e.getMessage().contains(file.toString()), e.getMessage());
    }

    @Test
    void makingThatFailsHalfway_leavesNothing() throws Exception {
        PackedImages.Producer broken = sink -> {
            sink.put(0, IMAGES.get(0));
            throw new BadInputException("no encoder");
        };
        assertThrows(
                BadInputException.class, () -> PackedImages.open(folder, "set", "k", 3, broken, BuildListener.SILENT));
        assertEquals(List.of(), names());
        PackedImages.Producer full = sink -> {
            throw new IOException("No space left on device");
        };
        BadInputException e = assertThrows(
                BadInputException.class, () -> PackedImages.open(folder, "set", "k", 3, full, BuildListener.SILENT));
        assertTrue(e.getMessage().contains("No space left"), e.getMessage());
        PackedImages.Producer interrupted = sink -> {
            throw new InterruptedException();
        };
        assertThrows(
                InterruptedException.class,
                () -> PackedImages.open(folder, "set", "k", 3, interrupted, BuildListener.SILENT));
        PackedImages.Producer lazy = sink -> sink.put(0, IMAGES.get(0));
        assertThrows(
                IllegalStateException.class,
                () -> PackedImages.open(folder, "set", "k", 3, lazy, BuildListener.SILENT));
        assertEquals(List.of(), names());
    }

    @Test
    void folderThatCannotBe_isAClearError() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThrows(
                BadInputException.class,
                () -> PackedImages.open(file, "set", "k", 0, sink -> {}, BuildListener.SILENT));
    }

    @Test
    void halfFilesOfDeadWriters_areRemoved_thoseOfLiveOnesStay() throws Exception {
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofMinutes(1)));
        Path dead = Files.writeString(folder.resolve("set-1.packed.77.part"), "half");
        Path live = Files.writeString(folder.resolve("set-2.packed.78.part"), "half");
        Path other = Files.writeString(folder.resolve("scores.csv.79.part"), "half");
        for (Path part : List.of(dead, live, other)) {
            Files.setLastModifiedTime(part, old);
        }
        try (FileChannel channel = FileChannel.open(live, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertTrue(lock.isValid());
            open("key");
        }
        assertFalse(Files.exists(dead));
        assertTrue(Files.exists(live));
        assertTrue(Files.exists(other));
    }

    @Test
    void twoThreadsAtOnce_makeItOnce() {
        List<CompletableFuture<PackedImages>> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return open("key");
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        both.forEach(future -> assertEquals(3, future.join().size()));
        assertEquals(1, built.get());
    }

    @Test
    void killedWriter_leavesNoFileOfThatName_andTheNextOneMakesIt() throws Exception {
        Process child = child("slow");
        awaitPart();
        child.destroyForcibly().waitFor();
        assertTrue(names().stream().noneMatch(name -> name.endsWith(".packed")), names().toString());
        assertEquals(3, open("key").size());
        assertEquals(List.of(), messages);
    }

    @Test
    void whatAnotherProcessMakes_isWaitedFor_andNotMadeAgain() throws Exception {
        Process child = child("fast");
        awaitPart();
        assertEquals(3, open("key").size());
        assertEquals(0, built.get());
        assertEquals(0, child.waitFor());
        assertEquals(1, messages.size());
        assertTrue(messages.get(0).endsWith(".packed: another process makes it; waiting"), messages.get(0));
        assertEquals(1, names().size(), names().toString());
    }

    private void awaitPart() throws IOException, InterruptedException {
        while (names().stream().noneMatch(name -> name.endsWith(".part"))) {
            Thread.sleep(5);
        }
    }

    @Test
    void twoProcessesAtOnce_bothSucceed() throws Exception {
        Process one = child("fast");
        Process two = child("fast");
        assertEquals(0, one.waitFor());
        assertEquals(0, two.waitFor());
        PackedImages set = open("key");
        assertEquals(0, built.get());
        assertArrayEquals(IMAGES.get(1).pixels(), set.pixels(1).read().pixels());
        assertEquals(1, names().size());
    }

    @Test
    void killOfOneOfTwoProcesses_leavesTheOtherAlone() throws Exception {
        Process slow = child("slow");
        awaitPart();
        Process other = child("fast");
        slow.destroyForcibly().waitFor();
        assertEquals(0, other.waitFor());
        PackedImages set = open("key");
        assertEquals(0, built.get());
        assertArrayEquals(IMAGES.get(0).pixels(), set.pixels(0).read().pixels());
        assertEquals(
                1, names().stream().filter(name -> name.endsWith(".packed")).count());
    }

    @Test
    void killAtAnyMoment_leavesAWholeFileOrNone() throws Exception {
        for (int moment = 0; moment < 5; moment++) {
            Process child = child("fast");
            while (child.isAlive() && names().isEmpty()) {
                Thread.sleep(5);
            }
            Thread.sleep(moment * 90L);
            child.destroyForcibly().waitFor();
            boolean whole = names().stream().anyMatch(name -> name.endsWith(".packed"));
            int before = built.get();
            assertEquals(3, open("key").size());
            assertEquals(whole ? before : before + 1, built.get(), "after " + moment * 90 + " ms: " + names());
            assertEquals(List.of(), messages);
            for (String name : names()) {
                Files.delete(folder.resolve(name));
            }
        }
    }

    /** Makes the set of this test in a process of its own: {@code slow} takes until it is killed. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            long pause = arguments[1].equals("slow") ? 60_000 : 300;
            PackedImages.open(
                    Path.of(arguments[0]),
                    "set",
                    "key",
                    IMAGES.size(),
                    sink -> {
                        sink.put(0, IMAGES.get(0));
                        Thread.sleep(pause);
                        sink.put(1, IMAGES.get(1));
                        sink.put(2, IMAGES.get(2));
                    },
                    BuildListener.SILENT);
        }
    }

    private Process child(String speed) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString(),
                        speed)
                .inheritIO()
                .start();
    }

    private PackedImages open(String key) throws InterruptedException {
        BuildListener listener = new BuildListener() {
            @Override
            public void message(String text) {
                messages.add(text);
            }

            @Override
            public void progress(String what, int done, int total) {}
        };
        return PackedImages.open(
                folder,
                "set",
                key,
                IMAGES.size(),
                sink -> {
                    built.incrementAndGet();
                    for (int i = IMAGES.size() - 1; i >= 0; i--) {
                        sink.put(i, IMAGES.get(i));
                    }
                },
                listener);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
