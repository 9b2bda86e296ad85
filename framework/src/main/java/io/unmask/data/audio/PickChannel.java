package io.unmask.data.audio;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.audio.Sound;
import io.unmask.random.RandomStream;
import java.util.List;

/**
 * One channel of a recording, each as likely as the others, in place of their mean. Stands before changes of the
 * waveform, which see the mean.
 *
 * @param probability how often
 */
@JsonTypeName("pick_channel")
@AutoService(SoundAugmentation.class)
@Doc("Takes the left or the right channel in place of the mean; put it first.")
public record PickChannel(@Doc("How often.") @Default("0.3") double probability) implements SoundAugmentation {
    /** Checks the probability. */
    public PickChannel {
        WaveformChange.checkProbability(probability);
    }

    @Override
    public Sound changed(Sound sound, RandomStream random) {
        if (!random.chance(probability) || sound.channels().size() == 1) {
            return sound;
        }
        return new Sound(
                List.of(sound.channels().get(random.integer(0, sound.channels().size() - 1))));
    }
}
