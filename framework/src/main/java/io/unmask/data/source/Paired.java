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
import io.unmask.data.Label;
import io.unmask.data.Pixels;
import io.unmask.data.Skipped;
import io.unmask.data.VariedPixels;
import io.unmask.media.Image;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The clips of one source, each frame with the picture that another source has of the same video as its second picture: faces
 * with the mel pictures of their sound. Videos are the same if method and name are, whatever their compression; both sources
 * have to put a video into the same split. A pair is fake if either half is, and counts with everyone in both.
 *
 * @param first the clips
 * @param second where second pictures come from: a picture a video, or one for each frame number
 * @param missing what becomes of frames without a second picture
 */
@JsonTypeName("paired")
@AutoService(DataSource.class)
@Doc(
        "Clips of one source with pictures of another as second pictures: faces with the mel pictures of their sound. A pair is"
                + " fake if either half is.")
public record Paired(
        @Doc("The clips.") DataSource first,

        @Doc(
                "Where second pictures come from: one picture a video, or one for each frame number. Videos are the same if"
                        + " method and name are; both sources must put a video into the same split.")
        DataSource second,

        @Doc(
                "What becomes of frames without a second picture: error, skip (listed), or black, a second picture of zeros.")
        @Default("error")
        Missing missing)
        implements DataSource {
    /** Name of the rule under which frames without a second picture are listed. */
    public static final String RULE = "no_second_picture";

    private static final int BLACK_SIDE = 16;

    /** What becomes of a missing half. */
    public enum Missing {
        /** A message that names it. */
        ERROR,
        /** The frame is left out and its video listed. */
        SKIP,
        /** A black picture takes its place. */
        BLACK
    }

    /** Black, of any size. */
    private record Black() implements Pixels {
        @Override
        public Image read() {
            return Image.blank(BLACK_SIDE, BLACK_SIDE, 3);
        }

        @Override
        public String describe() {
            return "black second picture";
        }
    }

    /** A picture that many frames share, made once as long as there is memory for it. */
    private static final class Shared implements Pixels {
        private final Pixels made;
        private SoftReference<@Nullable Image> kept = new SoftReference<>(null);

        Shared(Pixels made) {
            this.made = made;
        }

        @Override
        public synchronized Image read() {
            Image image = kept.get();
            if (image == null) {
                image = made.read();
                kept = new SoftReference<>(image);
            }
            return image;
        }

        @Override
        public String describe() {
            return made.describe();
        }

        @Override
        public String fingerprint() {
            return made.fingerprint();
        }

        @Override
        public boolean isCostly() {
            return made.isCostly();
        }
    }

    /** One picture for all frames of a video; where training varies it, anew for each. */
    private static Pixels shared(Pixels pixels) {
        return pixels instanceof VariedPixels ? pixels : new Shared(pixels);
    }

    private static Clip shared(Clip clip) {
        return new Clip(
                clip.dataset(),
                clip.method(),
                clip.compression(),
                clip.video(),
                clip.identities(),
                clip.label(),
                clip.frames().stream()
                        .map(frame -> new Frame(frame.number(), shared(frame.image())))
                        .toList());
    }

    @Override
    public Compression levelIn(Compression trial) {
        return first.levelIn(trial);
    }

    @Override
    public @Nullable Integer numberSide() {
        return first.numberSide();
    }

    @Override
    public @Nullable Integer secondNumberSide() {
        return second.numberSide();
    }

    @Override
    public List<String> notes() {
        Set<String> notes = new LinkedHashSet<>(first.notes());
        notes.addAll(second.notes());
        if (missing == Missing.BLACK) {
            notes.add("frames without a second picture have a black one");
        }
        return List.copyOf(notes);
    }

    @Override
    public List<Skipped> skipped(DataRequest request) {
        Set<Skipped> skipped = new LinkedHashSet<>(first.skipped(request));
        skipped.addAll(second.skipped(seconds(request)));
        if (missing == Missing.SKIP) {
            Map<String, Clip> partners = partners(request);
            for (Clip clip : first.clips(request)) {
                if (clip.frames().stream().anyMatch(frame -> partner(partners.get(key(clip)), frame) == null)) {
                    skipped.add(new Skipped(clip.key(), RULE));
                }
            }
        }
        return List.copyOf(skipped);
    }

    @Override
    public List<Clip> clips(DataRequest request) {
        Map<String, Clip> partners = partners(request);
        List<Clip> pairs = new ArrayList<>();
        for (Clip clip : first.clips(request)) {
            Clip partner = partners.get(key(clip));
            List<Frame> frames = frames(clip, partner);
            if (!frames.isEmpty()) {
                pairs.add(pair(clip, partner, frames));
            }
        }
        if (pairs.isEmpty()) {
            throw new BadInputException("paired: no video of first has a second picture; first has "
                    + first.clips(request).stream().map(Paired::key).findFirst().orElse("none") + " and others, second "
                    + partners.keySet().stream().findFirst().orElse("none")
                    + " and others; method and name must be the same, and the split");
        }
        return pairs;
    }

    private DataRequest seconds(DataRequest request) {
        return request.at(second.levelIn(request.compression()));
    }

    private Map<String, Clip> partners(DataRequest request) {
        Map<String, Clip> partners = new HashMap<>();
        for (Clip clip : second.clips(seconds(request))) {
            Clip other = partners.put(key(clip), shared(clip));
            if (other != null) {
                throw new BadInputException("paired: second: both " + other.key() + " and " + clip.key()
                        + " could go with the video " + key(clip) + "; each video of first needs one");
            }
        }
        return partners;
    }

    private static String key(Clip clip) {
        return clip.method() + "/" + clip.video();
    }

    private List<Frame> frames(Clip clip, @Nullable Clip partner) {
        List<Frame> frames = new ArrayList<>();
        for (Frame frame : clip.frames()) {
            Pixels pixels = partner(partner, frame);
            if (pixels == null && missing == Missing.ERROR) {
                throw new BadInputException(clip.key() + ", frame " + frame.number()
                        + ": second has no picture for it; set missing to skip or black if that may be");
            }
            if (pixels != null || missing == Missing.BLACK) {
                Pixels there = pixels == null ? new Black() : pixels;
                frames.add(new Frame(frame.number(), frame.image(), frame.mask(), there, frame.landmarks()));
            }
        }
        return frames;
    }

    private static @Nullable Pixels partner(@Nullable Clip partner, Frame frame) {
        if (partner == null) {
            return null;
        }
        if (partner.frames().size() == 1) {
            return partner.frames().get(0).image();
        }
        return partner.frames().stream()
                .filter(other -> other.number() == frame.number())
                .map(Frame::image)
                .findFirst()
                .orElse(null);
    }

    private static Clip pair(Clip clip, @Nullable Clip partner, List<Frame> frames) {
        Set<String> people = new LinkedHashSet<>(clip.identities());
        boolean fake = clip.label() == Label.FAKE;
        if (partner != null) {
            people.addAll(partner.identities());
            fake |= partner.label() == Label.FAKE;
        }
        return new Clip(
                clip.dataset(),
                clip.method(),
                clip.compression(),
                clip.video(),
                List.copyOf(people),
                fake ? Label.FAKE : Label.REAL,
                frames);
    }
}
