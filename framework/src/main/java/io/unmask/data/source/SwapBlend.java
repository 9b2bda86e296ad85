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
import io.unmask.data.Skipped;
import io.unmask.data.blend.SelfBlend;
import io.unmask.data.blend.SourceChange;
import io.unmask.data.blend.SwappedFrame;
import io.unmask.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Real clips, and for each a fake with the face of somebody else blended into it, as in Face X-ray (Li et al., CVPR 2020,
 * section 4): the other face is drawn from those of the same split whose landmarks lie nearest, laid over the real by its
 * landmarks, brought to its colours, and blended in. The fake keeps the video name of its real, carries the identities of
 * both, has the weights of the blend as its mask, and depends on the seed, the clip and the frame alone.
 *
 * <p>As with {@code self_blended}, pixels are blended before any compression, and what has no landmarks is left out.
 *
 * @param source where the reals come from
 * @param method name of the method in scores and tables
 * @param colours what happens to the colours of the face
 * @param nearest the face is one of so many nearest
 * @param candidates clips that are compared, drawn anew for each real
 * @param blend how the mask is made
 */
@JsonTypeName("swap_blend")
@AutoService(DataSource.class)
@Doc("Reals of a source and, for each, a fake with the face of another person blended in.")
public record SwapBlend(
        @Doc("Where the reals come from; they need landmarks and at least two people in each split.")
        DataSource source,

        @Doc("Name of the method in scores and tables, so that several settings can stand side by side.")
        @Default("swap_blend")
        String method,

        @Doc("reinhard: the face takes mean and deviation of the one it covers, in L*a*b*; none: it keeps its own.")
        @Default("reinhard")
        SwappedFrame.ColourMatch colours,

        @Doc("The face is drawn from so many people's clips with the nearest landmarks (the paper: 100).")
        @Default("10")
        int nearest,

        @Doc("Clips that are compared, drawn anew for each real (the paper: 5000 pictures).") @Default("5000")
        int candidates,

        @Doc("How the mask is made; `change` has no place in it.")
        @Default("{translate_x: 0, translate_y: 0, scale: 1, ratios: [1]}")
        SelfBlend blend)
        implements DataSource {
    private static final String NAME = "swap_blend";

    /** Checks the settings. */
    public SwapBlend {
        Check.that(!method.isBlank() && method.indexOf('/') < 0, "method", method, "must be a name without /");
        Check.that(nearest >= 1, "nearest", nearest, "must be at least 1");
        Check.that(candidates >= 1, "candidates", candidates, "must be at least 1");
        Check.that(
                blend.change().equals(SourceChange.standard()),
                "blend",
                blend.change(),
                "must leave `change` out: the face of another person is not changed; see `colours`");
    }

    @Override
    public List<Clip> clips(DataRequest request) {
        List<Clip> reals = faces().clips(request);
        Donors donors = new Donors(reals, nearest, candidates);
        List<Clip> clips = new ArrayList<>(2 * reals.size());
        for (Clip real : reals) {
            clips.add(real);
            clips.add(fake(real, donors, request.seeds().child(NAME, real.key())));
        }
        return clips;
    }

    @Override
    public List<Skipped> skipped(DataRequest request) {
        return faces().skipped(request);
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(source.notes());
        notes.add(method + ": a face of another person of the same split, one of the " + nearest
                + " nearest by landmarks"
                + (colours == SwappedFrame.ColourMatch.REINHARD ? ", with the colours of the one it covers" : "")
                + "; blended from uncompressed pixels, then compressed like the reals.");
        return notes;
    }

    private RealFaces faces() {
        return new RealFaces(NAME, source);
    }

    private Clip fake(Clip real, Donors donors, Seeds seeds) {
        Clip donor = donors.of(real, seeds.stream("donor"));
        List<Frame> fakes = new ArrayList<>(real.frames().size());
        for (Frame frame : real.frames()) {
            Frame face = donors.nearestFrame(donor, frame);
            SwappedFrame swapped = new SwappedFrame(
                    blend,
                    colours,
                    frame.image(),
                    Objects.requireNonNull(frame.landmarks()),
                    face.image(),
                    Objects.requireNonNull(face.landmarks()),
                    seeds.child(frame.number()));
            fakes.add(new Frame(frame.number(), swapped.fake(), swapped.mask(), frame.second(), frame.landmarks()));
        }
        List<String> people = new ArrayList<>(real.identities());
        people.addAll(donor.identities());
        return new Clip(real.dataset(), method, real.compression(), real.video(), people, Label.FAKE, fakes);
    }
}
