package io.unmask.data.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.data.BuildListener;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.Feed;
import io.unmask.data.HostBatch;
import io.unmask.data.Skipped;
import io.unmask.data.Split;
import io.unmask.data.cache.CompressedClips;
import io.unmask.data.cache.Packing;
import io.unmask.data.source.ListFile;
import io.unmask.media.ImageFiles;
import io.unmask.media.TestImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken pictures, errors on the way, and what is left behind. */
@Timeout(60)
class LoaderFaultsTest extends LoaderTests {
    @Test
    void unreadablePicture_stopsWithItsName() {
        List<Clip> clips = withOneBroken();
        LoaderSettings settings = LoaderSettings.of(16, 4, 2);
        BadInputException e =
                assertThrows(BadInputException.class, () -> drain(new Loader(clips, settings).evaluation()));
        assertTrue(e.getMessage().contains("broken.jpg"), e.getMessage());
    }

    @Test
    void unreadablePicture_canBeSkippedAndIsListed() {
        Loader loader = new Loader(withOneBroken(), LoaderSettings.of(16, 4, 2).with(LoaderSettings.Unreadable.SKIP));
        List<HostBatch> batches = drain(loader.evaluation());
        assertEquals(List.of("0", "1", "3", "4", "5"), videos(batches));
        assertEquals("broken.jpg", loader.skipped().get(0).what());
        assertEquals(1, loader.skipped().size());
    }

    @Test
    void errorInAnAugmentation_reachesTheConsumer() {
        Transform broken = (sample, random) -> {
            throw new ArithmeticException("in the worker");
        };
        Feed.Batches batches = feed(8, 2, List.of(broken)).epoch(0, 0);
        ArithmeticException e = assertThrows(ArithmeticException.class, batches::next);
        assertEquals("in the worker", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 2000})
    void memory_isBoundedByBatchesAhead_whateverTheNumberOfPictures(int pictures) throws InterruptedException {
        AtomicInteger read = new AtomicInteger();
        List<Clip> clips = counting(pictures, read, new CountDownLatch(0));
        try (Feed.Batches batches = new Loader(clips, LoaderSettings.of(16, 5, 4)).evaluation()) {
            batches.next();
            Thread.sleep(300);
            // One handed out, four ahead.
            assertEquals(25, read.get());
            for (int handed = 2; batches.hasNext(); handed++) {
                batches.next();
                int held = read.get() - 5 * handed;
                assertTrue(held <= 20, held + " samples ahead of batch " + handed);
            }
        }
        assertEquals(pictures, read.get());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void corruptFile_isNamedWithItsPath_andCanBeSkipped(boolean packed) throws Exception {
        for (int i = 0; i < 3; i++) {
            ImageFiles.write(folder.resolve(i + ".jpg"), TestImages.colour(16, 16, i));
        }
        Path corrupt = folder.resolve("1.jpg");
        byte[] whole = Files.readAllBytes(corrupt);
        Files.write(corrupt, Arrays.copyOf(whole, whole.length / 2));
        Path list = folder.resolve("list.csv");
        Files.writeString(list, "path,label,identity,video\n0.jpg,real,a,a\n1.jpg,fake,b,b\n2.jpg,real,c,c\n");
        DataRequest request = new DataRequest(Split.TRAIN, Compression.RAW, SEEDS, folder);
        List<Clip> files = new ListFile(list, null, "list").clips(request);
        List<Clip> clips = CompressedClips.at(
                Compression.RAW, files, packed ? Packing.ALL : Packing.COSTLY, folder, 2, BuildListener.SILENT);
        LoaderSettings settings = LoaderSettings.of(16, 4, 2);
        BadInputException e =
                assertThrows(BadInputException.class, () -> drain(new Loader(clips, settings).evaluation()));
        assertTrue(e.getMessage().startsWith(corrupt + ": the JPEG is cut off"), e.getMessage());
        Loader skipping = new Loader(clips, settings.with(LoaderSettings.Unreadable.SKIP));
        assertEquals(List.of("a", "c"), videos(drain(skipping.evaluation())));
        assertEquals(List.of(new Skipped(corrupt.toString(), Loader.UNREADABLE)), skipping.skipped());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void closing_stopsTheWorkers(int workers) throws InterruptedException {
        AtomicInteger read = new AtomicInteger();
        CountDownLatch never = new CountDownLatch(1);
        Feed.Batches batches = new Loader(counting(100, read, never), LoaderSettings.of(16, 10, workers)).evaluation();
        long start = System.nanoTime();
        batches.close();
        assertTrue(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) < 2);
        int after = read.get();
        Thread.sleep(100);
        assertEquals(after, read.get());
        assertFalse(batches.hasNext());
    }

    @Test
    void nothingToRead_isAnError() {
        assertThrows(BadInputException.class, () -> new Loader(List.of(), LoaderSettings.of(16, 4, 1)));
    }
}
