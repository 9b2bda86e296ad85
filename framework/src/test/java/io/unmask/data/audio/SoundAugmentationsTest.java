package io.unmask.data.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.media.Plane;
import io.unmask.media.audio.RealFourier;
import io.unmask.media.audio.Sound;
import io.unmask.media.audio.TestSounds;
import io.unmask.media.audio.Waveform;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundAugmentationsTest {
    private static final int RATE = 22050;
    private static final Waveform TONE = TestSounds.sine(500, RATE, RATE);

    @TempDir
    Path folder;

    private static RandomStream random() {
        return Seeds.of(3).stream("sound");
    }

    private static Waveform apply(SoundAugmentation change, Waveform sound) {
        return change.changed(new Sound(List.of(sound)), random()).mono();
    }

    @Test
    void equalStreams_giveEqualSounds_andProbabilityZeroTheSoundItself() {
        List<SoundAugmentation> all = List.of(
                new TimeStretch(0.8, 1.25, 1),
                new Speed(List.of(0.9, 1.1), 1),
                new PitchShift(-4, 4, 1),
                new Gain(-12, -1, 1),
                new AddNoise(NoiseColour.PINK, List.of(), 5, 30, 1),
                new Reverb(List.of(), 0.2, 0.8, 3, 1));
        for (SoundAugmentation change : all) {
            float[] once = apply(change, TONE).samples();
            assertArrayEquals(once, apply(change, TONE).samples(), change.toString());
            assertTrue(!Arrays.equals(TONE.samples(), once), change.toString());
        }
        Sound sound = new Sound(List.of(TONE));
        assertSame(sound, new Gain(-12, -1, 0).changed(sound, random()));
    }

    @Test
    void stretchedTone_isLongerAtItsPitch_andSpedUpOneShorterAndHigher() {
        Waveform stretched = apply(new TimeStretch(0.8, 0.8, 1), TONE);
        assertEquals(Math.rint(RATE / 0.8), stretched.length());
        assertEquals(500, TestSounds.pitch(stretched), 2);
        Waveform fast = apply(new Speed(List.of(1.1), 1), TONE);
        assertEquals(Math.ceil(RATE / 1.1), fast.length());
        assertEquals(550, TestSounds.pitch(fast), 2);
        assertSame(TONE, apply(new Speed(List.of(1.0), 1), TONE));
    }

    @Test
    void shiftedTone_isHigherBySemitones_andAsLong() {
        for (int semitones : new int[] {-4, 3, 12}) {
            Waveform shifted = apply(new PitchShift(semitones, semitones, 1), TONE);
            assertEquals(RATE, shifted.length());
            assertEquals(500 * Math.pow(2, semitones / 12.0), TestSounds.pitch(shifted), 3);
        }
    }

    @Test
    void noise_hasTheRatioAskedFor() throws InterruptedException {
        Path hum = TestSounds.write(folder.resolve("hum.wav"), TestSounds.sine(60, 3000, 16000));
        List<AddNoise> noises = List.of(
                new AddNoise(NoiseColour.WHITE, List.of(), 10, 10, 1),
                new AddNoise(NoiseColour.PINK, List.of(), 10, 10, 1),
                new AddNoise(NoiseColour.WHITE, List.of(hum), 10, 10, 1));
        for (AddNoise noise : noises) {
            Waveform noisy = apply(noise, TONE);
            float[] added = new float[RATE];
            for (int i = 0; i < RATE; i++) {
                added[i] = noisy.samples()[i] - TONE.samples()[i];
            }
            double ratio = TONE.power() / TONE.with(added).power();
            assertEquals(10, 10 * Math.log10(ratio), 1e-3, noise.toString());
        }
        Waveform silence = new Waveform(new float[100], RATE);
        assertArrayEquals(silence.samples(), apply(noises.get(0), silence).samples());
    }

    @Test
    void pinkNoise_fallsByThreeDecibelsAnOctave_andWhiteDoesNot() {
        assertEquals(-3.01, octave(NoiseColour.PINK), 0.4);
        assertEquals(0, octave(NoiseColour.WHITE), 0.4);
    }

    /** Density from 800 to 1600 Hz over that from 400 to 800 Hz, dB. */
    private static double octave(NoiseColour colour) {
        float[] samples = colour.samples(1 << 17, random());
        RealFourier fourier = new RealFourier(samples.length);
        double[] frame = new double[samples.length];
        Arrays.setAll(frame, i -> samples[i]);
        double[] real = new double[fourier.bins()];
        double[] imaginary = new double[fourier.bins()];
        fourier.forward(frame, real, imaginary);
        double bin = (double) RATE / samples.length;
        return 10
                * Math.log10(density(real, imaginary, (int) (800 / bin), (int) (1600 / bin))
                        / density(real, imaginary, (int) (400 / bin), (int) (800 / bin)));
    }

    private static double density(double[] real, double[] imaginary, int from, int to) {
        double sum = 0;
        for (int k = from; k < to; k++) {
            sum += real[k] * real[k] + imaginary[k] * imaginary[k];
        }
        return sum / (to - from);
    }

    @Test
    void gain_isInDecibels_andCutsOffAtFullScale() {
        assertEquals(
                0.5f * (float) Math.pow(10, -6 / 20.0),
                apply(new Gain(-6, -6, 1), TONE).peak(),
                1e-4f);
        assertEquals(1f, apply(new Gain(20, 20, 1), TONE).peak());
    }

    @Test
    void simulatedRoom_fallsBySixtyDecibelsInItsTime_andHasNormOne() {
        float[] response = new Reverb(List.of(), 0.4, 0.4, 0, 1).simulated(0.4, RATE, random());
        double all = energy(response, 0, response.length);
        assertEquals(1, all, 1e-5);
        // Direct and reverberant parts are equal at 0 dB.
        assertEquals(0.5, response[0] * response[0], 1e-5);
        double early = energy(response, 1, RATE / 50);
        double late = energy(response, RATE / 5 + 1, RATE / 5 + RATE / 50);
        assertEquals(-30, 10 * Math.log10(late / early), 2, "half the time is half the fall");
    }

    private static double energy(float[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += samples[i] * samples[i];
        }
        return sum;
    }

    @Test
    void measuredRoom_isTrimmedToItsPeakAndConvolved() throws InterruptedException {
        float[] room = new float[400];
        room[100] = 0.8f;
        room[103] = 0.6f;
        Path file = TestSounds.write(folder.resolve("room.wav"), new Waveform(room, RATE));
        float[] click = new float[50];
        click[10] = 0.5f;
        float[] made = apply(new Reverb(List.of(file), 0.2, 0.8, 3, 1), new Waveform(click, RATE))
                .samples();
        assertEquals(50, made.length);
        assertEquals(0.4f, made[10], 1e-4f);
        assertEquals(0.3f, made[13], 1e-4f);
        assertEquals(0f, made[9], 1e-6f);
    }

    @Test
    void pickedChannel_isLeftOrRight_neverTheMean() {
        Sound two = new Sound(List.of(TONE, TestSounds.sine(900, RATE, RATE)));
        boolean[] seen = new boolean[2];
        RandomStream random = random();
        for (int i = 0; i < 20; i++) {
            Waveform picked = new PickChannel(1).changed(two, random).mono();
            int which = two.channels().indexOf(picked);
            assertNotEquals(-1, which);
            seen[which] = true;
        }
        assertArrayEquals(new boolean[] {true, true}, seen);
        assertSame(two, new PickChannel(0).changed(two, random));
    }

    @Test
    void masks_silenceRowsOrColumnsUpToTheirWidth_andNothingElse() {
        float[] values = new float[40 * 100];
        Arrays.fill(values, -10);
        values[0] = -80;
        Plane plane = new Plane(100, 40, values);
        RandomStream random = random();
        int widest = 0;
        for (int i = 0; i < 200; i++) {
            Plane rows = new FrequencyMask(12, 1, 1).masked(plane, random);
            int silenced = 0;
            for (int y = 0; y < 40; y++) {
                silenced += rows.at(50, y) == -80 ? 1 : 0;
                assertEquals(rows.at(99, y), rows.at(1, y));
            }
            widest = Math.max(widest, silenced);
            assertTrue(silenced < 12);
            Plane columns = new TimeMask(70, 0.2, 1, 1).masked(plane, random);
            int frames = 0;
            for (int x = 0; x < 100; x++) {
                frames += columns.at(x, 30) == -80 ? 1 : 0;
                assertEquals(columns.at(x, 39), columns.at(x, 1));
            }
            assertTrue(frames < 20, "at most a fifth: " + frames);
        }
        assertEquals(11, widest);
    }
}
