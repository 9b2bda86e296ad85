package io.unmask.data.source;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.DataSource;
import io.unmask.data.Split;
import io.unmask.data.audio.SoundAugmentation;
import io.unmask.data.audio.SoundRules;
import io.unmask.data.video.VideoSet;
import io.unmask.media.audio.SamplePicture;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The samples of the sound of audio and video files, one sound a file, for networks that read waveforms: they travel as
 * pictures of numbers ({@link io.unmask.media.NumberPicture}), which reach the network bit for bit.
 *
 * @param from the files with their labels
 * @param samples how many samples a network sees, at which rate
 * @param augment changes of training sounds, anew in every epoch
 * @param rules what becomes of files without sound
 * @param split which part of the files it gives; null for the one that is asked for
 * @param trainShare share of the people in the training split, where the files have no splits
 * @param validationShare share of the people in the validation split, where the files have no splits
 * @param splitSeed decides which people are in which
 */
@JsonTypeName("waveform")
@AutoService(DataSource.class)
@Doc("Waveforms of audio and video files, for backbones that read samples, such as m5.")
public record Waveforms(
        @Doc("The audio or video files with their labels.") VideoSet from,

        @Doc("How many samples a network sees, at which rate.") @Default("{}")
        SamplePicture samples,

        @Doc("Changes of training sounds, drawn anew in every epoch, in this order; none of mel bands.") @Default("[]")
        List<SoundAugmentation> augment,

        @Doc("What becomes of files with no audio track, with silence, or with too little sound.") @Default("{}")
        SoundRules rules,

        @Doc("Which part of the files it gives, train, val or test; the one asked for when left out.") @Nullable
        Split split,

        @Doc("Share of the people in the training split, where the files have no splits.") @Default("0.6")
        double trainShare,

        @Doc("Share of the people in the validation split, where the files have no splits.") @Default("0.15")
        double validationShare,

        @Doc("Decides which people are in which split, where the files have none.") @Default("1")
        long splitSeed)
        implements SoundSource {
    /** Copies the list and checks the shares. */
    public Waveforms {
        augment = List.copyOf(augment);
        Check.that(
                augment.stream().noneMatch(SoundAugmentation::masksBands),
                "augment",
                "a mask of mel bands",
                "must change waveforms; frequency_mask and time_mask belong to the source mel");
        RecordingParts.check(trainShare, validationShare);
    }

    @Override
    public Integer numberSide() {
        return samples.sidePixels();
    }

    @Override
    public SoundClips sounds() {
        return new SoundClips(
                "waveform",
                from,
                samples,
                augment,
                rules,
                split,
                new RecordingParts(trainShare, validationShare, splitSeed));
    }
}
