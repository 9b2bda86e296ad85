package io.unmask.media.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class PhaseVocoderTest {
    @Test
    void slowedVoice_isThatOfLibrosa() throws IOException, InterruptedException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(TestSounds.resource("vocoder.f32")))
                .order(ByteOrder.LITTLE_ENDIAN);
        float[] ours = PhaseVocoder.stretch(
                TestSounds.read(TestSounds.resource("voice.wav")).samples(), 0.8);
        assertEquals(bytes.limit() / Float.BYTES, ours.length);
        double difference = 0;
        double power = 0;
        for (float sample : ours) {
            float expected = bytes.getFloat();
            difference += Math.pow(expected - sample, 2);
            power += Math.pow(expected, 2);
        }
        // Phases add up over the frames, librosa's in single precision.
        assertTrue(Math.sqrt(difference / power) < 0.01, "relative " + Math.sqrt(difference / power));
    }

    @Test
    void stretchedSine_hasItsPitchAndAnotherLength() {
        Waveform sound = TestSounds.sine(440, 22050, 22050);
        for (double rate : new double[] {0.7, 1.0, 1.6}) {
            Waveform made = sound.with(PhaseVocoder.stretch(sound.samples(), rate));
            assertEquals(Math.rint(22050 / rate), made.length());
            assertEquals(440, TestSounds.pitch(made), 2);
        }
    }

    @Test
    void rateOne_changesNothing_andShortSoundsPass() {
        float[] sound = TestSounds.sine(440, 5000, 22050).samples();
        float[] same = PhaseVocoder.stretch(sound, 1);
        for (int i = 0; i < sound.length; i++) {
            assertEquals(sound[i], same[i], 1e-5f);
        }
        assertEquals(20, PhaseVocoder.stretch(new float[10], 0.5).length);
    }
}
