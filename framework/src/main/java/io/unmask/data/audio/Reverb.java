package io.unmask.data.audio;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.audio.Convolution;
import io.unmask.media.audio.Waveform;
import io.unmask.random.RandomStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A room: the sound convolved with its impulse response, which is divided by its L2 norm and begins at its largest peak,
 * and cut off at the old length. A measured response is a file. A simulated one is an impulse followed by Gaussian noise
 * that has fallen by 60 dB after RT60 seconds and has the energy that the direct-to-reverberant ratio asks for; rooms with
 * walls and positions are not simulated.
 *
 * @param responses files of measured responses, of which one is drawn; empty for simulated ones
 * @param lowestRt60 of the reverberation times, which are drawn uniformly, seconds
 * @param highestRt60 of the reverberation times, seconds
 * @param directDecibels energy of the impulse over that of what follows, dB
 * @param probability how often
 */
@JsonTypeName("reverb")
@AutoService(SoundAugmentation.class)
@Doc("Puts the sound into a room: a measured impulse response, or an impulse with noise that dies away.")
public record Reverb(
        @Doc("Files of measured impulse responses, of which one is drawn, in place of simulated ones.") @Default("[]")
        List<Path> responses,

        @Doc("Lowest time in which a simulated room falls by 60 dB, seconds.") @Default("0.2")
        double lowestRt60,

        @Doc("Highest such time, seconds.") @Default("0.8") double highestRt60,

        @Doc("Energy of a simulated room's direct sound over the rest, dB.") @Default("3")
        double directDecibels,

        @Doc("How often.") @Default("0.3") double probability)
        implements WaveformChange {
    private static final double LONGEST = 20;

    /** Checks the range. */
    public Reverb {
        responses = List.copyOf(responses);
        Check.that(lowestRt60 > 0, "lowestRt60", lowestRt60, "must be above 0");
        Check.that(
                highestRt60 >= lowestRt60 && highestRt60 <= LONGEST,
                "highestRt60",
                highestRt60,
                "must be from lowest_rt60 to 20");
        Check.that(
                directDecibels >= -60 && directDecibels <= 60,
                "directDecibels",
                directDecibels,
                "must be from -60 to 60");
        WaveformChange.checkProbability(probability);
    }

    @Override
    public Waveform changed(Waveform sound, RandomStream random) {
        float[] response = responses.isEmpty()
                ? simulated(random.uniform(lowestRt60, highestRt60), sound.rate(), random)
                : measured(responses.get(random.integer(0, responses.size() - 1)), sound.rate());
        return sound.with(Convolution.of(sound.samples(), response));
    }

    /** Of L2 norm 1, long enough to fall by 60 dB. */
    float[] simulated(double rt60, int rate, RandomStream random) {
        int length = 1 + (int) Math.ceil(rt60 * rate);
        double[] tail = new double[length];
        double energy = 0;
        for (int i = 1; i < length; i++) {
            tail[i] = random.nextNormal() * Math.pow(10, -3 * i / (rt60 * rate));
            energy += tail[i] * tail[i];
        }
        double scale = Math.sqrt(Math.pow(10, -directDecibels / 10) / energy);
        float[] response = new float[length];
        response[0] = 1;
        for (int i = 1; i < length; i++) {
            response[i] = (float) (scale * tail[i]);
        }
        return unit(response);
    }

    private static float[] measured(Path file, int rate) {
        float[] whole = KnownSounds.read(file, rate).samples();
        int peak = 0;
        for (int i = 0; i < whole.length; i++) {
            peak = Math.abs(whole[i]) > Math.abs(whole[peak]) ? i : peak;
        }
        return unit(Arrays.copyOfRange(whole, peak, whole.length));
    }

    private static float[] unit(float[] response) {
        double energy = 0;
        for (float value : response) {
            energy += (double) value * value;
        }
        float factor = (float) (1 / Math.sqrt(energy));
        for (int i = 0; i < response.length; i++) {
            response[i] *= factor;
        }
        return response;
    }
}
