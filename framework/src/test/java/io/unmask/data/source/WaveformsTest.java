package io.unmask.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.BadInputException;
import io.unmask.config.CheckException;
import io.unmask.data.BuildListener;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import io.unmask.data.Feed;
import io.unmask.data.Split;
import io.unmask.data.audio.RandomExcerpt;
import io.unmask.data.audio.SoundAugmentation;
import io.unmask.data.audio.SoundRules;
import io.unmask.data.audio.TimeMask;
import io.unmask.data.cache.CompressedClips;
import io.unmask.data.cache.Packing;
import io.unmask.data.load.Loader;
import io.unmask.data.load.LoaderSettings;
import io.unmask.data.video.VideoList;
import io.unmask.media.audio.SamplePicture;
import io.unmask.media.audio.TestSounds;
import io.unmask.media.audio.Waveform;
import io.unmask.model.nn.PixelNumbers;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WaveformsTest {
    private static final int SIDE = 64;
    private static final int RATE = 16000;

    @TempDir
    Path folder;

    /** One shorter and one longer than the 4,096 samples of a picture. */
    @BeforeEach
    void sounds() throws IOException, InterruptedException {
        TestSounds.write(folder.resolve("short.wav"), noise(3000));
        TestSounds.write(folder.resolve("long.wav"), noise(9001));
        Files.writeString(folder.resolve("list.csv"), "path,label,split\nshort.wav,real,train\nlong.wav,fake,train\n");
    }

    private static Waveform noise(int length) {
        RandomStream random = Seeds.of(length).stream("noise");
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (float) random.uniform(-1, 1);
        }
        samples[0] = -1;
        samples[1] = 1;
        samples[2] = 0;
        return new Waveform(samples, RATE);
    }

    private Waveforms source(SoundAugmentation... augment) {
        return new Waveforms(
                new VideoList(folder.resolve("list.csv"), null, "sounds"),
                new SamplePicture(RATE, SIDE),
                List.of(augment),
                SoundRules.BLACK,
                null,
                0.6,
                0.15,
                1);
    }

    private List<Clip> packed(DataSource source) throws InterruptedException {
        return CompressedClips.at(
                Compression.RAW,
                source.clips(new DataRequest(Split.TRAIN, Compression.RAW, Seeds.of(1), folder.resolve("cache"))),
                Packing.ALL,
                folder.resolve("cache"),
                1,
                BuildListener.SILENT);
    }

    /** What a network reads of a batch's pixels, N × 4,096 samples. */
    private static float[][] samples(byte[] pixels) {
        int pictures = pixels.length / (SIDE * SIDE * 3);
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] values = new float[pixels.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (pixels[i] & 0xff) / 255f;
            }
            NDArray batch =
                    manager.create(values, new Shape(pictures, SIDE, SIDE, 3)).transpose(0, 3, 1, 2);
            float[] read =
                    PixelNumbers.of(batch).mul(65535).sub(32768).div(32767).toFloatArray();
            float[][] apart = new float[pictures][];
            for (int i = 0; i < pictures; i++) {
                apart[i] = Arrays.copyOfRange(read, i * SIDE * SIDE, (i + 1) * SIDE * SIDE);
            }
            return apart;
        }
    }

    @Test
    void samples_reachTheNetworkAsTheFileHasThem_throughCacheAndLoader() throws Exception {
        byte[] pixels;
        try (Feed.Batches batches = new Loader(packed(source()), LoaderSettings.of(SIDE, 2, 2)).evaluation()) {
            pixels = batches.next().pixels();
        }
        float[][] read = samples(pixels);
        float[] shorter = TestSounds.read(folder.resolve("short.wav")).samples();
        // WAV files of 16 bits divide by 32768, the picture by 32767; rounding adds half a step.
        assertArrayEquals(shorter, Arrays.copyOf(read[0], 3000), 1.01f / 32768);
        assertArrayEquals(new float[SIDE * SIDE - 3000], Arrays.copyOfRange(read[0], 3000, SIDE * SIDE), 1e-6f);
        float[] longer = TestSounds.read(folder.resolve("long.wav")).samples();
        assertArrayEquals(Arrays.copyOfRange(longer, 2452, 2452 + SIDE * SIDE), read[1], 1.01f / 32768);
    }

    @Test
    void randomExcerpts_areNewInEveryEpoch_theSameForAnyWorkers_andStretchesOfTheSound() throws Exception {
        List<Clip> clips = packed(source(new RandomExcerpt(0.25, 1)));
        float[][] first = epoch(clips, 0, 1);
        assertArrayEquals(first[0], epoch(clips, 0, 4)[0]);
        assertArrayEquals(first[1], epoch(clips, 0, 4)[1]);
        assertFalse(Arrays.deepEquals(first, epoch(clips, 1, 1)));
        float[] longer = TestSounds.read(folder.resolve("long.wav")).samples();
        float[] stretch = Arrays.stream(first)
                .filter(sound -> Math.abs(sound[3500]) > 0)
                .findFirst()
                .orElseThrow();
        boolean found = false;
        for (int begin = 0; begin + 4000 <= longer.length && !found; begin++) {
            found = Math.abs(longer[begin] - stretch[0]) < 1e-4
                    && Math.abs(longer[begin + 3999] - stretch[3999]) < 1e-4;
        }
        assertTrue(found, "a stretch of 0.25 s");
        assertEquals(0, stretch[4000], 1e-6);
    }

    private static float[][] epoch(List<Clip> clips, int epoch, int workers) {
        Loader loader = new Loader(clips, LoaderSettings.of(SIDE, 2, workers));
        try (Feed.Batches batches = loader.training(List.of(), Seeds.of(5)).epoch(epoch, 0)) {
            return samples(batches.next().pixels());
        }
    }

    @Test
    void silence_isExactlyZero_andMasksOfBandsAreRefused() {
        float[][] read = samples(new SamplePicture(RATE, SIDE).silence().pixels());
        assertArrayEquals(new float[SIDE * SIDE], read[0], 1e-6f);
        String message = assertThrows(CheckException.class, () -> source(new TimeMask(10, 0.5, 1, 1)))
                .getMessage();
        assertTrue(message.contains("frequency_mask and time_mask belong to the source mel"), message);
    }

    @Test
    void sidesOfNumbers_passThroughSourcesAroundThem() {
        Waveforms sounds = source();
        assertEquals(SIDE, sounds.numberSide());
        assertEquals(SIDE, new Union(List.of(sounds, sounds)).numberSide());
        assertEquals(SIDE, new Compressed(Compression.LQ, sounds).numberSide());
        DataSource pictures = new ListFile(folder.resolve("list.csv"), null, "pictures");
        assertThrows(BadInputException.class, () -> new Union(List.of(sounds, pictures)).numberSide());
        Paired pairs = new Paired(pictures, sounds, Paired.Missing.ERROR);
        assertEquals(SIDE, pairs.secondNumberSide());
        assertNull(pairs.numberSide());
    }
}
