package io.unmask.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import io.unmask.data.Label;
import io.unmask.data.Split;
import io.unmask.data.audio.AddNoise;
import io.unmask.data.audio.NoiseColour;
import io.unmask.data.audio.SoundAugmentation;
import io.unmask.data.audio.SoundRules;
import io.unmask.data.audio.TimeMask;
import io.unmask.data.cache.CompressedClips;
import io.unmask.data.cache.Packing;
import io.unmask.data.load.Loader;
import io.unmask.data.load.LoaderSettings;
import io.unmask.data.video.VideoList;
import io.unmask.media.Ffmpeg;
import io.unmask.media.audio.MelPicture;
import io.unmask.media.audio.TestSounds;
import io.unmask.media.audio.Waveform;
import io.unmask.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class MelPicturesTest {
    private static final int SIDE = 32;

    @TempDir
    Path folder;

    @BeforeEach
    void sounds() throws Exception {
        TestSounds.write(folder.resolve("low.wav"), TestSounds.sine(300, 8000, 16000));
        TestSounds.write(folder.resolve("high.flac"), TestSounds.sine(3000, 8000, 16000));
        TestSounds.write(folder.resolve("silent.wav"), new Waveform(new float[8000], 16000));
        List<String> film = List.of("-f", "lavfi", "-i", "color=size=64x64:rate=10:duration=1");
        List<String> arguments = new ArrayList<>(film);
        arguments.add(folder.resolve("mute.mp4").toString());
        Ffmpeg.find().run(arguments, Ffmpeg.Input.NONE, out -> out.readAllBytes().length, Duration.ofMinutes(1));
        list("low.wav,real", "high.flac,fake", "silent.wav,real", "mute.mp4,fake");
    }

    private void list(String... rows) throws IOException {
        StringBuilder text = new StringBuilder("path,label,split\n");
        for (String row : rows) {
            text.append(row).append(",train\n");
        }
        Files.writeString(folder.resolve("list.csv"), text.toString());
    }

    private MelPictures source(SoundRules rules, SoundAugmentation... augment) {
        VideoList from = new VideoList(folder.resolve("list.csv"), null, "sounds");
        return new MelPictures(from, MelPicture.baseline(SIDE), List.of(augment), rules, null, 0.6, 0.15, 1);
    }

    private DataRequest request(Split split) {
        return new DataRequest(split, Compression.RAW, Seeds.of(1), folder.resolve("cache"));
    }

    @Test
    void everyFile_isAPictureWithItsLabel_blackWhereThereIsNothingToHear() throws InterruptedException {
        List<Clip> clips = source(SoundRules.BLACK).clips(request(Split.TRAIN));
        assertEquals(4, clips.size());
        assertEquals(Label.FAKE, clips.get(1).label());
        assertEquals("sounds/fake/raw/high", clips.get(1).key());
        byte[] low = clips.get(0).frames().get(0).image().read().pixels();
        assertArrayEquals(
                MelPicture.baseline(SIDE)
                        .of(TestSounds.read(folder.resolve("low.wav")))
                        .pixels(),
                low);
        assertTrue((low[SIDE * 6 + 16] & 0xff) < 256 && brightestRow(low) < 8, "300 Hz is low: " + brightestRow(low));
        byte[] high = clips.get(1).frames().get(0).image().read().pixels();
        assertTrue(brightestRow(high) > 12, "3000 Hz is higher: " + brightestRow(high));
        for (int black : new int[] {2, 3}) {
            assertArrayEquals(
                    new byte[SIDE * SIDE],
                    clips.get(black).frames().get(0).image().read().pixels());
        }
    }

    private static int brightestRow(byte[] pixels) {
        int best = 0;
        for (int y = 0; y < SIDE; y++) {
            best = (pixels[y * SIDE + SIDE / 2] & 0xff) > (pixels[best * SIDE + SIDE / 2] & 0xff) ? y : best;
        }
        return best;
    }

    @Test
    void skippedFiles_areLeftOutAndListed_andErrorsNameTheFile() {
        SoundRules rules = new SoundRules(SoundRules.Rule.SKIP, SoundRules.Rule.ERROR, SoundRules.Rule.SKIP, -90, 0);
        MelPictures source = source(rules);
        List<Clip> clips = source.clips(request(Split.TRAIN));
        assertEquals(
                List.of("low", "high", "silent"),
                clips.stream().map(Clip::video).toList());
        assertEquals(
                "no_audio_track", source.skipped(request(Split.TRAIN)).get(0).rule());
        String message = assertThrows(
                        BadInputException.class,
                        () -> clips.get(2).frames().get(0).image().read())
                .getMessage();
        assertTrue(message.contains("silent.wav: is silent"), message);
        SoundRules longOnes = new SoundRules(SoundRules.Rule.SKIP, SoundRules.Rule.SKIP, SoundRules.Rule.SKIP, -90, 9);
        assertThrows(BadInputException.class, () -> source(longOnes).clips(request(Split.TRAIN)));
    }

    @Test
    void changedSounds_areNewInEveryEpoch_theSameForAnyWorkers_andPlainInValidation() throws Exception {
        list("low.wav,real", "high.flac,fake");
        SoundAugmentation[] changes = {new AddNoise(NoiseColour.WHITE, List.of(), 0, 20, 1), new TimeMask(10, 0.5, 1, 1)
        };
        MelPictures source = source(SoundRules.BLACK, changes);
        List<Clip> packed = CompressedClips.at(
                Compression.RAW,
                source.clips(request(Split.TRAIN)),
                Packing.ALL,
                folder.resolve("cache"),
                1,
                BuildListener.SILENT);
        byte[] first = epoch(packed, 0, 1);
        assertArrayEquals(first, epoch(packed, 0, 4));
        assertFalse(Arrays.equals(first, epoch(packed, 1, 1)));
        Loader loader = new Loader(packed, LoaderSettings.of(SIDE, 2, 1));
        byte[] plain;
        try (Feed.Batches batches = loader.evaluation()) {
            plain = batches.next().pixels();
        }
        List<Clip> unchanged = source(SoundRules.BLACK).clips(request(Split.TRAIN));
        try (Feed.Batches batches = new Loader(unchanged, LoaderSettings.of(SIDE, 2, 1)).evaluation()) {
            assertArrayEquals(batches.next().pixels(), plain);
        }
    }

    private static byte[] epoch(List<Clip> clips, int epoch, int workers) {
        Loader loader = new Loader(clips, LoaderSettings.of(SIDE, 2, workers));
        try (Feed.Batches batches = loader.training(List.of(), Seeds.of(5)).epoch(epoch, 0)) {
            HostBatch batch = batches.next();
            return batch.pixels();
        }
    }

    @Test
    void filesWithoutSplits_areDividedByPeople() throws IOException {
        Files.writeString(
                folder.resolve("list.csv"),
                "path,label,identity\nlow.wav,real,a\nhigh.flac,fake,b\nsilent.wav,real,c\nmute.mp4,fake,b\n");
        int clips = 0;
        for (Split split : Split.values()) {
            clips += source(SoundRules.BLACK).clips(request(split)).size();
        }
        assertEquals(4, clips);
    }
}
