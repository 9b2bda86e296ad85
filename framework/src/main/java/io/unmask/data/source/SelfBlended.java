package io.unmask.data.source;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Clip;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import io.unmask.data.Frame;
import io.unmask.data.Label;
import io.unmask.data.Landmarks;
import io.unmask.data.Skipped;
import io.unmask.data.blend.BlendedFrame;
import io.unmask.data.blend.SelfBlend;
import io.unmask.random.Seeds;
import java.util.ArrayList;
import java.util.List;

/**
 * Real clips, and for each a fake made from nothing but itself (Shiohara and Yamasaki, CVPR 2022). Every fake
 * keeps video name and identities of its real, has the method {@value #METHOD} and the weights of the blend as
 * its mask. Which fake is made depends on the seed, the clip and the frame, on nothing else.
 *
 * <p>Pixels are blended before any compression: the reals are asked for raw, the clips given are raw, and whoever
 * asked sends reals and fakes through the same encoder. Outside the mask a fake equals its real byte for byte.
 *
 * <p>What of the source is a fake already is left out, and so are, real and fake alike, frames without landmarks
 * (rule {@code no_landmarks}).
 *
 * @param source where the reals come from
 * @param partner what stands beside a fake as its real
 * @param when before or after compression
 * @param blend the steps of the blend
 */
@JsonTypeName("self_blended")
@AutoService(DataSource.class)
@Doc("Reals of a source and, for each, a fake blended from itself.")
public record SelfBlended(
        @Doc("Where the reals come from; they need landmarks.")
        DataSource source,

        @Doc("The real beside each fake: as_given, or transformed (the paper's: in half of the pairs the surroundings"
                + " are changed instead of the face, in the real as in the fake).")
        @Default("as_given")
        Partner partner,

        @Doc("before_compression: once a seed, from raw pixels.") @Default("before_compression")
        When when,

        @Doc("The steps of the blend.") @Default("{}") SelfBlend blend)
        implements DataSource {
    /** Method of the fakes. */
    public static final String METHOD = "self_blended";

    private static final double TARGET_SHARE = 0.5;

    /** What stands beside a fake as its real. */
    public enum Partner {
        /** The real is the source's, untouched; colours are only ever changed in the copy that gives the face. */
        AS_GIVEN,
        /** The published way: with probability a half both real and surroundings of the fake are changed. */
        TRANSFORMED
    }

    /** When fakes are blended. */
    public enum When {
        /** Once a seed, from uncompressed pixels; real and fake then pass the same encoder. */
        BEFORE_COMPRESSION,
        /** Anew each epoch, from reals that are compressed already. */
        DURING_TRAINING
    }

    /** Refuses what is not built. */
    public SelfBlended {
        Check.that(
                when == When.BEFORE_COMPRESSION,
                "when",
                "during_training",
                "must be before_compression; to blend during training, from reals that are compressed already, give train the reals alone and add the augmentation self_blend");
    }

    @Override
    public List<Clip> clips(DataRequest request) {
        List<Clip> clips = new ArrayList<>();
        for (Clip real : faces().clips(request)) {
            addPair(real, request.seeds(), clips);
        }
        return clips;
    }

    @Override
    public List<Skipped> skipped(DataRequest request) {
        return faces().skipped(request);
    }

    private RealFaces faces() {
        return new RealFaces(METHOD, source);
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(source.notes());
        notes.add("self_blended: fakes are blended from uncompressed pixels, then compressed like the reals; the real"
                + " partner is "
                + (partner == Partner.AS_GIVEN
                        ? "the picture as given."
                        : "changed in half of the pairs, as published."));
        return notes;
    }

    private void addPair(Clip real, Seeds seeds, List<Clip> clips) {
        List<Frame> reals = new ArrayList<>();
        List<Frame> fakes = new ArrayList<>();
        for (Frame frame : real.frames()) {
            Landmarks points = frame.landmarks();
            if (points != null) {
                Seeds own = seeds.child(METHOD, real.key(), frame.number());
                boolean targetChanged =
                        partner == Partner.TRANSFORMED && own.stream("partner").chance(TARGET_SHARE);
                BlendedFrame blended = new BlendedFrame(blend, frame.image(), points, own, targetChanged);
                reals.add(new Frame(frame.number(), blended.real(), frame.mask(), frame.second(), points));
                fakes.add(new Frame(frame.number(), blended.fake(), blended.mask(), frame.second(), points));
            }
        }
        clips.add(new Clip(
                real.dataset(), real.method(), real.compression(), real.video(), real.identities(), Label.REAL, reals));
        clips.add(new Clip(
                real.dataset(), METHOD, real.compression(), real.video(), real.identities(), Label.FAKE, fakes));
    }
}
