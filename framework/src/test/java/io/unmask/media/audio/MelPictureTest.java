package io.unmask.media.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import io.unmask.media.Plane;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MelPictureTest {
    @Test
    void voice_isThePictureOfLibrosaAndOpenCv() throws InterruptedException {
        Waveform voice = TestSounds.read(TestSounds.resource("voice.wav"));
        MelPicture mel = MelPicture.baseline(64);
        Image bands = GreyLevels.MIN_MAX.of(mel.decibels(voice), 80);
        assertEqualLevels("mel.png", bands);
        assertEqualLevels("mel_64.png", mel.of(voice));
    }

    private static void assertEqualLevels(String reference, Image ours) {
        Image expected = ImageFiles.readGrey(TestSounds.resource(reference));
        assertEquals(expected.width() + "x" + expected.height(), ours.width() + "x" + ours.height());
        int different = 0;
        for (int i = 0; i < ours.pixels().length; i++) {
            int distance = Math.abs((ours.pixels()[i] & 0xff) - (expected.pixels()[i] & 0xff));
            assertTrue(distance <= 1, reference + " differs by " + distance + " at " + i);
            different += distance;
        }
        assertTrue(different <= ours.pixels().length / 1000, different + " pixels of " + reference + " differ");
    }

    @Test
    void bandEdges_areThoseOfTheScale() {
        assertEquals(6.6, MelFilters.Scale.SLANEY.mel(440), 1e-9);
        assertEquals(49.91059448, MelFilters.Scale.SLANEY.mel(11025), 1e-8);
        assertEquals(11025, MelFilters.Scale.SLANEY.hertz(MelFilters.Scale.SLANEY.mel(11025)), 1e-8);
        assertEquals(700, MelFilters.Scale.HTK.hertz(MelFilters.Scale.HTK.mel(700)), 1e-9);
    }

    @Test
    void filters_haveTheWeightsOfLibrosa() {
        MelFilters filters = MelFilters.of(22050, 2048, 128, 0, 11025, MelFilters.Scale.SLANEY, true);
        double total = 0;
        for (float weight : filters.matrix()) {
            total += weight;
        }
        assertEquals(11.88668129, total, 1e-6);
        assertArrayEquals(new int[] {1, 3, 24, 182, 971}, new int[] {
            filters.first()[0], filters.first()[1], filters.first()[10], filters.first()[64], filters.first()[127]
        });
        assertEquals(1023, filters.first()[127] + filters.weights()[127].length - 1);
    }

    @Test
    void silence_isABlackPictureAndNoNumberIsLost() {
        Image silence = MelPicture.baseline(32).of(new Waveform(new float[5000], 22050));
        assertArrayEquals(new byte[32 * 32], silence.pixels());
        Plane decibels = MelPicture.baseline(32).decibels(new Waveform(new float[5000], 22050));
        for (float value : decibels.values()) {
            assertEquals(0, value);
        }
    }

    @Test
    void oneSample_isAPicture_andNoneIsAnErrorThatSaysSo() {
        assertEquals(
                32,
                MelPicture.baseline(32)
                        .of(new Waveform(new float[] {0.5f}, 22050))
                        .width());
        Waveform nothing = new Waveform(new float[0], 22050);
        String message = assertThrows(
                        BadInputException.class, () -> MelPicture.baseline(32).of(nothing))
                .getMessage();
        assertTrue(message.contains("too short"), message);
    }

    @Test
    void fixedLevels_keepLoudAndQuietApart() {
        Plane plane = new Plane(3, 1, new float[] {0, -40, -80});
        assertEquals(
                "[-1, 127, 0]", Arrays.toString(GreyLevels.FIXED.of(plane, 80).pixels()));
        Plane narrow = new Plane(2, 1, new float[] {-30, -40});
        assertEquals(
                "[-97, 127]", Arrays.toString(GreyLevels.FIXED.of(narrow, 80).pixels()));
        assertEquals(
                "[-1, 0]", Arrays.toString(GreyLevels.MIN_MAX.of(narrow, 80).pixels()));
    }
}
