package io.unmask.data.source;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Clip;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import io.unmask.data.Label;
import io.unmask.data.Skipped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * FaceForensics++ (Rössler et al., ICCV 2019) in its official tree, with frames or face crops extracted to
 * {@code original_sequences/youtube/<c>/images/<video>/<frame>.png} and {@code
 * manipulated_sequences/<Method>/<c>/images/<target>_<source>/<frame>.png}, as {@code
 * dataset/extract_compressed_videos.py} of ondyari/FaceForensics does; c is c0 or raw, c23, c40. Split files are the
 * official ones ({@link OfficialPairs}). Both people of a fake are its identities.
 *
 * <p>A video of the split files without frames is left out (rules {@code missing_video}, {@code no_frames}), of one
 * with fewer frames than wanted all are used.
 *
 * @param root the tree
 * @param splits folder of train.json, val.json and test.json; null to look in the tree
 * @param methods manipulations to use, by short or long name
 * @param framesPerVideo evenly spaced frames of each video, first and last among them; 0 for all
 */
@JsonTypeName("faceforensics")
@AutoService(DataSource.class)
@Doc("FaceForensics++: the official tree with extracted frames, and the official split files.")
public record FaceForensics(
        @Doc("The tree, with original_sequences and manipulated_sequences.")
        Path root,

        @Doc("Folder of train.json, val.json and test.json; looked for in root and root/splits where left out.")
        @Nullable
        Path splits,

        @Doc("Manipulations: DF, F2F, FS, NT, FSh or their long names.") @Default("[DF, F2F, FS, NT]")
        List<String> methods,

        @Doc("Evenly spaced frames of each video, first and last among them; 0 for all.") @Default("32")
        int framesPerVideo)
        implements DataSource {
    /** Key of the data set. */
    public static final String KEY = "faceforensics";

    /** Checks methods and number of frames. */
    public FaceForensics {
        methods = List.copyOf(methods);
        FaceForensicsMethods.folders(methods, false);
        Check.that(framesPerVideo >= 0, "framesPerVideo", framesPerVideo, "must be at least 0");
    }

    @Override
    public List<Clip> clips(DataRequest request) {
        return read(request, new ArrayList<>());
    }

    @Override
    public List<Skipped> skipped(DataRequest request) {
        List<Skipped> skipped = new ArrayList<>();
        read(request, skipped);
        return skipped;
    }

    private List<Clip> read(DataRequest request, List<Skipped> skipped) {
        List<OfficialPairs.Pair> pairs = OfficialPairs.read(OfficialPairs.file(root, splits, request.split()));
        List<Clip> clips = new ArrayList<>();
        FrameTree tree = new FrameTree(root, request.compression(), framesPerVideo);
        FrameTree.Part originals = tree.originals();
        for (OfficialPairs.Pair pair : pairs) {
            for (String video : pair.originals()) {
                originals.clip(video, List.of(video), Label.REAL, skipped).ifPresent(clips::add);
            }
        }
        requireSome(clips, originals, pairs.get(0).first());
        for (String method : FaceForensicsMethods.folders(methods, false)) {
            FrameTree.Part fakes = tree.method(method);
            List<Clip> ofMethod = new ArrayList<>();
            for (OfficialPairs.Pair pair : pairs) {
                for (String video : pair.fakes()) {
                    fakes.clip(video, VideoNames.faceForensics(video), Label.FAKE, skipped)
                            .ifPresent(ofMethod::add);
                }
            }
            requireSome(ofMethod, fakes, pairs.get(0).fakes().get(0));
            clips.addAll(ofMethod);
        }
        return clips;
    }

    private static void requireSome(List<Clip> clips, FrameTree.Part part, String example) {
        if (clips.isEmpty()) {
            throw new BadInputException(part.images() + ": none of the videos of the split file has frames here\n"
                    + "    expected: folders as " + example + " with pictures as 0000.png\n"
                    + "    found:    " + FrameTree.listing(part.images()));
        }
    }
}
