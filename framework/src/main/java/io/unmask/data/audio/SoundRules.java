package io.unmask.data.audio;

import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.audio.Waveform;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a file without sound that could be looked at.
 *
 * @param noTrack of one without an audio track
 * @param silent of one whose loudest sample lies below {@code silentBelow}
 * @param tooShort of one shorter than {@code shortestSeconds}, and of one without any sample
 * @param silentBelow decibels of full scale
 * @param shortestSeconds seconds
 */
@Doc("What becomes of a file with no audio track, with silence, or with too little sound.")
public record SoundRules(
        @Doc("Of a file without an audio track: zero_image (black), skip (counted and listed) or error.")
        @Default("zero_image")
        Rule noTrack,

        @Doc("Of a silent file: the same.") @Default("zero_image")
        Rule silent,

        @Doc("Of a file that is too short: the same.") @Default("zero_image")
        Rule tooShort,

        @Doc("A file is silent whose loudest sample lies below this, dB of full scale.") @Default("-90")
        double silentBelow,

        @Doc("A file is too short below this, seconds; one without any sample always is.") @Default("0")
        double shortestSeconds) {
    /** The rules that a configuration has by default: black pictures. */
    public static final SoundRules BLACK = new SoundRules(Rule.ZERO_IMAGE, Rule.ZERO_IMAGE, Rule.ZERO_IMAGE, -90, 0);

    /** What can become of a file. */
    public enum Rule {
        /** A black picture, with the file's label. */
        ZERO_IMAGE,
        /** Left out, counted and listed. */
        SKIP,
        /** An error that names it. */
        ERROR
    }

    /**
     * What is wrong with a file.
     *
     * @param name how lists of what was left out call it: "no_audio_track"
     * @param sentence what a message says
     * @param rule what becomes of it
     */
    public record Fault(String name, String sentence, Rule rule) {}

    /** Checks the limits. */
    public SoundRules {
        Check.that(silentBelow <= 0, "silentBelow", silentBelow, "must be 0 or less");
        Check.that(shortestSeconds >= 0, "shortestSeconds", shortestSeconds, "must not be negative");
    }

    /** What is wrong with a sound; null for one that can be used. A null sound has no track. */
    public @Nullable Fault faultOf(@Nullable Waveform sound) {
        if (sound == null) {
            return new Fault("no_audio_track", "has no audio track", noTrack);
        }
        if (sound.length() == 0 || sound.seconds() < shortestSeconds) {
            return new Fault("short_sound", "has only " + sound.seconds() + " s of sound", tooShort);
        }
        if (sound.peak() < Math.pow(10, silentBelow / 20)) {
            return new Fault("silent", "is silent (below " + silentBelow + " dB of full scale)", silent);
        }
        return null;
    }

    /** Whether files have to be decoded to know which are left out. */
    public boolean skipsSome() {
        return noTrack == Rule.SKIP || silent == Rule.SKIP || tooShort == Rule.SKIP;
    }

    /** The error for a file. */
    static BadInputException error(Path file, Fault fault) {
        return new BadInputException(file + ": " + fault.sentence()
                + "; leave such files out with rules: {…: skip}, or take black pictures with zero_image");
    }
}
