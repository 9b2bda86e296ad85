package io.unmask.experiments.bench;

import io.unmask.files.TemporaryFolder;
import io.unmask.media.Ffmpeg;
import io.unmask.media.Image;
import io.unmask.media.audio.MelPicture;
import io.unmask.media.audio.Resampler;
import io.unmask.media.audio.Sound;
import io.unmask.media.audio.SoundFiles;
import io.unmask.media.audio.Waveform;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long sound takes on its way to a mel picture, each step by itself and on one core: a sweep with noise, at the rates
 * that sound comes in.
 *
 * @param seconds length of the sound
 * @param rounds measurements of each step, after one that warms up and is told apart
 */
public record AudioBench(int seconds, int rounds) {
    private static final int RATE = 22050;
    private static final int RECORDED_RATE = 44100;
    private static final List<Integer> RATES = List.of(RECORDED_RATE, 48000, 16000);
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    /**
     * One step.
     *
     * @param name what was done
     * @param firstSeconds the first time, before Java has compiled it
     * @param medianSeconds of the rounds, on the clock
     * @param processorSeconds median of the time of this thread, which other programs do not lengthen
     */
    public record Step(String name, double firstSeconds, double medianSeconds, double processorSeconds) {}

    private interface Work {
        Object run() throws InterruptedException;
    }

    /** Checks the numbers. */
    public AudioBench {
        if (seconds < 1 || rounds < Rounds.FEWEST) {
            throw new IllegalArgumentException(seconds + " s, " + rounds + " rounds");
        }
    }

    /**
     * Measures every step.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public List<Step> run() throws InterruptedException {
        MelPicture mel = MelPicture.baseline(256);
        List<Step> steps = new ArrayList<>();
        Waveform sound = sound(RATE);
        steps.add(measured("samples at 22,050 Hz to a picture", () -> mel.of(sound)));
        for (int rate : RATES) {
            Waveform recorded = sound(rate);
            steps.add(measured(
                    String.format(Locale.ROOT, "resampling from %,d Hz", rate),
                    () -> Resampler.resample(recorded, RATE)));
        }
        try (TemporaryFolder folder = TemporaryFolder.create("unmask-audio")) {
            Ffmpeg ffmpeg = Ffmpeg.find();
            Path wav = encoded(ffmpeg, folder.path().resolve("sound.wav"), "pcm_s16le");
            Path mp4 = encoded(ffmpeg, folder.path().resolve("sound.mp4"), "aac");
            steps.add(measured("decoding WAV, 44,100 Hz, stereo", () -> read(wav, ffmpeg)));
            steps.add(measured("decoding AAC in MP4, 44,100 Hz, stereo", () -> read(mp4, ffmpeg)));
            steps.add(measured("WAV, 44,100 Hz, stereo, to a picture", () -> picture(wav, ffmpeg, mel)));
            steps.add(measured("AAC in MP4, 44,100 Hz, stereo, to a picture", () -> picture(mp4, ffmpeg, mel)));
        }
        return steps;
    }

    private static Sound read(Path file, Ffmpeg ffmpeg) throws InterruptedException {
        return SoundFiles.read(file, ffmpeg).orElseThrow();
    }

    private static Image picture(Path file, Ffmpeg ffmpeg, MelPicture mel) throws InterruptedException {
        return mel.of(read(file, ffmpeg).mono());
    }

    private Step measured(String name, Work work) throws InterruptedException {
        double[] wall = new double[rounds];
        double[] processor = new double[rounds];
        double first = 0;
        for (int round = -1; round < rounds; round++) {
            long began = System.nanoTime();
            long worked = Cpu.ofThisThread();
            work.run();
            double took = (System.nanoTime() - began) / 1e9;
            if (round < 0) {
                first = took;
            } else {
                wall[round] = took;
                processor[round] = (Cpu.ofThisThread() - worked) / 1e9;
            }
        }
        return new Step(name, first, Rounds.median(wall), Rounds.median(processor));
    }

    private Waveform sound(int rate) {
        RandomStream random = Seeds.of(1).stream("bench-audio");
        float[] samples = new float[seconds * rate];
        for (int i = 0; i < samples.length; i++) {
            double t = (double) i / rate;
            samples[i] = (float) (0.4 * Math.sin(2 * Math.PI * (200 + 10 * t) * t) + 0.05 * random.nextNormal());
        }
        return new Waveform(samples, rate);
    }

    private Path encoded(Ffmpeg ffmpeg, Path file, String codec) throws InterruptedException {
        Waveform sound = sound(RECORDED_RATE);
        ByteBuffer bytes = ByteBuffer.allocate(2 * Float.BYTES * sound.length()).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : sound.samples()) {
            bytes.putFloat(sample).putFloat(sample / 2);
        }
        List<String> arguments = List.of(
                "-f",
                "f32le",
                "-ar",
                Integer.toString(RECORDED_RATE),
                "-ac",
                "2",
                "-i",
                "pipe:0",
                "-c:a",
                codec,
                file.toString());
        ffmpeg.run(arguments, in -> in.write(bytes.array()), out -> out.readAllBytes().length, TIMEOUT);
        return file;
    }
}
