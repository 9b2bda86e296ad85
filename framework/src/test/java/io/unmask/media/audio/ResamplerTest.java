package io.unmask.media.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {
    @ParameterizedTest
    @ValueSource(ints = {8000, 16000, 22050, 44100, 48000})
    void sineInThePassBand_isTheSameSineAtTheOtherRate(int rate) {
        Waveform sound = TestSounds.sine(1000, rate, rate);
        Waveform made = Resampler.resample(sound, 22050);
        assertEquals(22050, made.length());
        float[] expected = TestSounds.sine(1000, 22050, 22050).samples();
        for (int i = 2000; i < 20000; i++) {
            assertEquals(expected[i], made.samples()[i], 2e-6f, "sample " + i);
        }
    }

    @Test
    void sineAboveHalfTheNewRate_isGone() {
        Waveform made = Resampler.resample(TestSounds.sine(11100, 44100, 44100), 22050);
        float largest = 0;
        for (int i = 2000; i < 20000; i++) {
            largest = Math.max(largest, Math.abs(made.samples()[i]));
        }
        assertTrue(largest < 1e-5, "left: " + largest);
    }

    @Test
    void downSampledVoice_isThatOfSoxr() throws InterruptedException {
        float[] ours = Resampler.resample(TestSounds.read(TestSounds.resource("voice.wav")), 16000)
                .samples();
        float[] soxr = TestSounds.read(TestSounds.resource("voice_16000.wav")).samples();
        assertEquals(soxr.length, ours.length);
        double difference = 0;
        double power = 0;
        for (int i = 0; i < soxr.length; i++) {
            difference += Math.pow(soxr[i] - ours[i], 2);
            power += Math.pow(soxr[i], 2);
        }
        assertTrue(Math.sqrt(difference / power) < 1e-3, "relative " + Math.sqrt(difference / power));
    }

    @Test
    void lengths_areRoundedUp() {
        assertEquals(1, new Resampler(1, 2).apply(new float[1]).length);
        assertEquals(0, new Resampler(1, 2).apply(new float[0]).length);
        assertEquals(2, new Resampler(3, 7).apply(new float[4]).length);
    }

    @Test
    void ratioThatIsNoFraction_comesNear() {
        Resampler semitone = Resampler.stretching(Math.pow(2, -1.0 / 12));
        assertEquals(94387, semitone.length(100_000), 1);
    }

    @Test
    void soundAtTheRate_isLeftAlone() {
        Waveform sound = TestSounds.sine(100, 10, 22050);
        assertSame(sound, Resampler.resample(sound, 22050));
    }
}
