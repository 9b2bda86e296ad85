package io.unmask.media.audio;

import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import io.unmask.media.Interpolation;
import io.unmask.media.Plane;
import io.unmask.media.Resampling;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The mel spectrogram of a sound as a grey picture: row 0 is the lowest band, columns are time. The defaults are those of
 * the baseline of the multi-FFDV challenge, whose code calls librosa's melspectrogram and power_to_db, OpenCV's normalize
 * and resize.
 *
 * @param rate samples a second that sounds are brought to
 * @param frame samples of a frame
 * @param hop samples from one frame to the next
 * @param window samples of the Hann window; null for as many as a frame has
 * @param bands mel bands
 * @param lowestHertz lower end of the first band
 * @param highestHertz upper end of the last band; null for half the rate
 * @param scale of the bands
 * @param unitArea whether each band's filter has area 1
 * @param power 2 for energy, 1 for amplitude
 * @param padding what stands outside the sound
 * @param rangeDecibels how far below the largest value the least may lie
 * @param levels how decibels become grey
 * @param sidePixels side of the square
 * @param jpegQuality of the JPEG that the picture goes through; null for none
 */
@Doc("How sound becomes a picture of its mel spectrogram; the defaults are those of the multi-FFDV baseline.")
public record MelPicture(
        @Doc("Samples a second that sounds are brought to.") @Default("22050")
        int rate,

        @Doc("Samples of a frame.") @Default("2048") int frame,

        @Doc("Samples from one frame to the next.") @Default("512")
        int hop,

        @Doc("Samples of the Hann window; as many as a frame has when left out.") @Nullable
        Integer window,

        @Doc("Mel bands.") @Default("128") int bands,
        @Doc("Lower end of the first band.") @Default("0") double lowestHertz,

        @Doc("Upper end of the last band; half the rate when left out.") @Nullable
        Double highestHertz,

        @Doc("Mel scale: slaney (linear below 1000 Hz) or htk.") @Default("slaney")
        MelFilters.Scale scale,

        @Doc("Give each band's filter the area 1, as Slaney does.") @Default("true")
        boolean unitArea,

        @Doc("Power of the spectrum's size: 2 is energy, 1 amplitude.") @Default("2")
        double power,

        @Doc("What stands before and after the sound: zeros, reflect (librosa before 0.10) or edge.") @Default("zeros")
        Padding padding,

        @Doc("Decibels below the largest value that the least may lie.") @Default("80")
        double rangeDecibels,

        @Doc(
                "From decibels to grey: min_max stretches each picture from black to white, fixed spends them on the range.")
        @Default("min_max")
        GreyLevels levels,

        @Doc("Side of the square that the picture is resized to, bilinear.") @Default("256")
        int sidePixels,

        @Doc("Quality of a JPEG that the picture goes through, as pictures stored on the way do; none when left out.")
        @Nullable
        Integer jpegQuality)
        implements SoundPicture {
    private static final double SMALLEST = 1e-10;

    /** Checks the settings. */
    public MelPicture {
        Check.that(rate >= 1000, "rate", rate, "must be at least 1000");
        Check.that(frame >= 16, "frame", frame, "must be at least 16");
        Check.that(hop >= 1, "hop", hop, "must be at least 1");
        Check.that(
                window == null || (window >= 2 && window <= frame),
                "window",
                String.valueOf(window),
                "must be from 2 to the samples of a frame");
        Check.that(bands >= 1, "bands", bands, "must be at least 1");
        double highest = highestHertz == null ? rate / 2.0 : highestHertz;
        Check.that(
                lowestHertz >= 0 && lowestHertz < highest,
                "lowestHertz",
                lowestHertz,
                "must be from 0 to below highest_hertz");
        Check.that(highest <= rate / 2.0, "highestHertz", highest, "must be at most half the rate");
        Check.that(power > 0, "power", power, "must be above 0");
        Check.that(rangeDecibels > 0, "rangeDecibels", rangeDecibels, "must be above 0");
        Check.that(sidePixels > 0, "sidePixels", sidePixels, "must be at least 1");
        Check.that(
                jpegQuality == null || (jpegQuality >= 1 && jpegQuality <= 100),
                "jpegQuality",
                String.valueOf(jpegQuality),
                "must be from 1 to 100");
    }

    /** The settings of the multi-FFDV baseline up to the file, for a picture of a side. */
    public static MelPicture baseline(int sidePixels) {
        return new MelPicture(
                22050,
                2048,
                512,
                null,
                128,
                0,
                null,
                MelFilters.Scale.SLANEY,
                true,
                2,
                Padding.ZEROS,
                80,
                GreyLevels.MIN_MAX,
                sidePixels,
                null);
    }

    /** The spectrogram that these settings describe. */
    public MelSpectrogram spectrogram() {
        double highest = highestHertz == null ? rate / 2.0 : highestHertz;
        Stft stft = new Stft(frame, hop, window == null ? frame : window, true, padding);
        return new MelSpectrogram(
                stft, MelFilters.of(rate, frame, bands, lowestHertz, highest, scale, unitArea), power);
    }

    /** A sound's bands over time in decibels below the largest value: a log-mel spectrogram, bands × frames. */
    public Plane decibels(Waveform sound) {
        Waveform own = Resampler.resample(sound, rate);
        return new Decibels(0, SMALLEST, rangeDecibels).of(spectrogram().of(own.samples()));
    }

    /** A spectrogram in decibels as a grey picture. */
    public Image picture(Plane decibels) {
        Image bands = levels.of(decibels, rangeDecibels);
        Image image = Resampling.resize(bands, sidePixels, sidePixels, Interpolation.LINEAR);
        return jpegQuality == null
                ? image
                : ImageFiles.decodeGrey(ImageFiles.encodeJpeg(image, jpegQuality), "the JPEG of a mel picture");
    }

    /** A sound as a picture of one channel. */
    @Override
    public Image of(Waveform sound, UnaryOperator<Plane> masks) {
        return picture(masks.apply(decibels(sound)));
    }

    /** Black, one channel. */
    @Override
    public Image silence() {
        return Image.blank(sidePixels, sidePixels, 1);
    }
}
