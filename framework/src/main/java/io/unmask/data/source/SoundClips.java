package io.unmask.data.source;

import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.Frame;
import io.unmask.data.Skipped;
import io.unmask.data.Split;
import io.unmask.data.audio.PickChannel;
import io.unmask.data.audio.SoundAugmentation;
import io.unmask.data.audio.SoundPixels;
import io.unmask.data.audio.SoundRules;
import io.unmask.data.audio.SoundStore;
import io.unmask.data.audio.VariedSoundPixels;
import io.unmask.data.video.Recording;
import io.unmask.data.video.VideoSet;
import io.unmask.media.audio.Resampler;
import io.unmask.media.audio.SoundPicture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The clips of a source that shows the sound of audio and video files as pictures, one a file.
 *
 * @param source what messages call it
 * @param from the files with their labels
 * @param picture how sound becomes a picture
 * @param augment changes of training sounds, anew in every epoch
 * @param rules what becomes of files without sound
 * @param split which part of the files it gives; null for the one that is asked for
 * @param parts how people are divided where the files have no splits
 */
record SoundClips(
        String source,
        VideoSet from,
        SoundPicture picture,
        List<SoundAugmentation> augment,
        SoundRules rules,
        @Nullable Split split,
        RecordingParts parts) {
    List<String> notes() {
        List<String> notes = new ArrayList<>(from.notes());
        notes.add("sound: decoded by FFmpeg, mean of the channels, brought to " + picture.rate() + " Hz where it has"
                + " another rate by a " + Resampler.NAME);
        return notes;
    }

    List<Clip> clips(DataRequest request) {
        List<Clip> clips = new ArrayList<>();
        for (Recording recording : wanted(request)) {
            SoundPixels plain = pixels(recording, request.cache());
            SoundRules.Fault fault = rules.skipsSome() ? plain.fault() : null;
            if (fault == null || fault.rule() != SoundRules.Rule.SKIP) {
                boolean varied = request.split() == Split.TRAIN && !augment.isEmpty();
                Frame frame = new Frame(0, varied ? new VariedSoundPixels(plain, augment) : plain);
                clips.add(clip(recording, frame));
            }
        }
        if (clips.isEmpty()) {
            throw new BadInputException(source + ": none of the files from " + from.source() + " is in the split "
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

    List<Skipped> skipped(DataRequest request) {
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

    private SoundPixels pixels(Recording recording, Path cache) {
        boolean channels = augment.stream().anyMatch(PickChannel.class::isInstance);
        return new SoundPixels(recording.file(), picture, rules, new SoundStore(cache, picture.rate(), channels));
    }

    private Split part(DataRequest request) {
        return split == null ? request.split() : split;
    }

    private List<Recording> wanted(DataRequest request) {
        return parts.of(from, Compression.RAW, part(request));
    }
}
