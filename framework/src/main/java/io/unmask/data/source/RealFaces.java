package io.unmask.data.source;

import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import io.unmask.data.Frame;
import io.unmask.data.Label;
import io.unmask.data.Skipped;
import java.util.ArrayList;
import java.util.List;

/**
 * What fakes can be blended from: the reals of a source, uncompressed, in the frames of which landmarks are known. The
 * other frames are left out by the rule {@value #NO_LANDMARKS}.
 *
 * @param user the source that blends, as messages call it
 * @param source where the reals come from
 */
record RealFaces(String user, DataSource source) {
    /** Name of the rule that leaves out frames without landmarks. */
    static final String NO_LANDMARKS = "no_landmarks";

    /**
     * The clips, each with those of its frames that have landmarks.
     *
     * @throws BadInputException if there are reals, but none has landmarks, or one is compressed already
     */
    List<Clip> clips(DataRequest request) {
        List<Clip> reals = reals(request);
        List<Clip> usable = new ArrayList<>();
        for (Clip real : reals) {
            List<Frame> frames =
                    real.frames().stream().filter(f -> f.landmarks() != null).toList();
            if (!frames.isEmpty()) {
                usable.add(new Clip(
                        real.dataset(),
                        real.method(),
                        real.compression(),
                        real.video(),
                        real.identities(),
                        real.label(),
                        frames));
            }
        }
        if (usable.isEmpty() && !reals.isEmpty()) {
            throw new BadInputException(user + ": none of the " + reals.size()
                    + " real clips has landmarks; give their source a table of landmarks, or use photographs, which"
                    + " finds faces by itself");
        }
        return usable;
    }

    /** What the source leaves out, and frames without landmarks. */
    List<Skipped> skipped(DataRequest request) {
        List<Skipped> skipped = new ArrayList<>(source.skipped(request.at(Compression.RAW)));
        for (Clip real : reals(request)) {
            for (Frame frame : real.frames()) {
                if (frame.landmarks() == null) {
                    skipped.add(new Skipped(frame.image().describe(), NO_LANDMARKS));
                }
            }
        }
        return skipped;
    }

    private List<Clip> reals(DataRequest request) {
        List<Clip> reals = source.clips(request.at(Compression.RAW)).stream()
                .filter(clip -> clip.label() == Label.REAL)
                .toList();
        for (Clip real : reals) {
            if (real.compression() != Compression.RAW) {
                throw new BadInputException(user + ": " + real.key() + " is compressed already; fakes are blended"
                        + " before compression, so its source must have raw pictures");
            }
        }
        return reals;
    }
}
