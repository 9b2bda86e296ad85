package io.unmask.data.source;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import io.unmask.data.Frame;
import io.unmask.data.Skipped;
import io.unmask.data.Split;
import io.unmask.data.audio.MelPixels;
import io.unmask.data.audio.PickChannel;
import io.unmask.data.audio.SoundAugmentation;
import io.unmask.data.audio.SoundRules;
import io.unmask.data.audio.SoundStore;
import io.unmask.data.audio.VariedMelPixels;
import io.unmask.data.video.Recording;
import io.unmask.data.video.VideoSet;
import io.unmask.media.audio.MelPicture;
import io.unmask.media.audio.Resampler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        implements DataSource {
    /** Copies the list and checks the shares. */
    public MelPictures {
        augment = List.copyOf(augment);
        RecordingParts.check(trainShare, validationShare);
    }

    @Override
    public Compression levelIn(Compression trial) {
        // Sound is not sent through a video codec.
        return Compression.RAW;
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(from.notes());
        notes.add("sound: decoded by FFmpeg, mean of the channels, brought to " + picture.rate() + " Hz where it has"
                + " another rate by a " + Resampler.NAME);
        return notes;
    }

    @Override
    public List<Clip> clips(DataRequest request) {
        List<Clip> clips = new ArrayList<>();
        for (Recording recording : wanted(request)) {
            MelPixels plain = pixels(recording, request.cache());
            SoundRules.Fault fault = rules.skipsSome() ? plain.fault() : null;
            if (fault == null || fault.rule() != SoundRules.Rule.SKIP) {
                boolean varied = request.split() == Split.TRAIN && !augment.isEmpty();
                Frame frame = new Frame(0, varied ? new VariedMelPixels(plain, augment) : plain);
                clips.add(clip(recording, frame));
            }
        }
        if (clips.isEmpty()) {
            throw new BadInputException("mel: none of the files from " + from.source() + " is in the split "
                    + part(request).name().toLowerCase(Locale.ROOT)
                    + " and has sound; name another part with split: train, val or test");
        }
        return clips;
    }

    private static Clip clip(Recording recording, Frame frame) {
        return new Clip(
                recording.dataset(),
                recording.method(),
                Compression.RAW,
                recording.video(),
                recording.identities(),
                recording.label(),
                List.of(frame));
    }

    @Override
    public List<Skipped> skipped(DataRequest request) {
        List<Skipped> skipped = new ArrayList<>(from.skipped());
        if (rules.skipsSome()) {
            for (Recording recording : wanted(request)) {
                SoundRules.Fault fault = pixels(recording, request.cache()).fault();
                if (fault != null && fault.rule() == SoundRules.Rule.SKIP) {
                    skipped.add(new Skipped(recording.file().toString(), fault.name()));
                }
            }
        }
        return skipped;
    }

    private MelPixels pixels(Recording recording, Path cache) {
        boolean channels = augment.stream().anyMatch(PickChannel.class::isInstance);
        return new MelPixels(recording.file(), picture, rules, new SoundStore(cache, picture.rate(), channels));
    }

    private Split part(DataRequest request) {
        return split == null ? request.split() : split;
    }

    private List<Recording> wanted(DataRequest request) {
        return new RecordingParts(trainShare, validationShare, splitSeed).of(from, Compression.RAW, part(request));
    }
}
