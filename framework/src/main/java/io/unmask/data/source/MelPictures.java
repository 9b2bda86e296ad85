package io.unmask.data.source;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.DataSource;
import io.unmask.data.Split;
import io.unmask.data.audio.SoundAugmentation;
import io.unmask.data.audio.SoundRules;
import io.unmask.data.video.VideoSet;
import io.unmask.media.audio.MelPicture;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mel pictures of the sound of audio and video files, one a file, so that every detector of pictures learns from sound.
 * Pictures of unchanged sounds are made once and packed; those of changed sounds are made anew each time, from waveforms
 * that are decoded once.
 *
 * @param from the files with their labels
 * @param picture how sound becomes a picture
 * @param augment changes of training sounds, anew in every epoch
 * @param rules what becomes of files without sound
 * @param split which part of the files it gives; null for the one that is asked for
 * @param trainShare share of the people in the training split, where the files have no splits
 * @param validationShare share of the people in the validation split, where the files have no splits
 * @param splitSeed decides which people are in which
 */
@JsonTypeName("mel")
@AutoService(DataSource.class)
@Doc("Mel pictures of the sound of audio and video files.")
public record MelPictures(
        @Doc("The audio or video files with their labels.") VideoSet from,

        @Doc("How sound becomes a picture.") @Default("{}") MelPicture picture,

        @Doc("Changes of training sounds, drawn anew in every epoch: waveform changes in this order, then masks.")
        @Default("[]")
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
    public MelPictures {
        augment = List.copyOf(augment);
        RecordingParts.check(trainShare, validationShare);
    }

    @Override
    public SoundClips sounds() {
        return new SoundClips(
                "mel",
                from,
                picture,
                augment,
                rules,
                split,
                new RecordingParts(trainShare, validationShare, splitSeed));
    }
}
