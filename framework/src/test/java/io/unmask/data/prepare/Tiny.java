package io.unmask.data.prepare;

import io.unmask.cluster.Local;
import io.unmask.data.Compression;
import io.unmask.data.Label;
import io.unmask.data.Split;
import io.unmask.data.face.Alignment;
import io.unmask.data.face.Face;
import io.unmask.data.face.FaceChoice;
import io.unmask.data.face.FaceCrop;
import io.unmask.data.face.FaceDetector;
import io.unmask.data.face.FaceFinder;
import io.unmask.data.video.Even;
import io.unmask.data.video.FrameChoice;
import io.unmask.data.video.Recording;
import io.unmask.data.video.VideoSet;
import io.unmask.media.Border;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small preparations for tests. */
final class Tiny {
    /** A window of the upper left with no resampling. */
    static final FaceCrop PIXELS = new FaceCrop(0, true, null, Alignment.NONE, Border.REPLICATE, false);

    static final FaceChoice LARGEST =
            new FaceChoice(FaceChoice.Rule.LARGEST, 0.3, 5, FaceChoice.Gap.SKIP, FaceChoice.Lost.RESUME, 1);

    private Tiny() {}

    /** A data set of given recordings. */
    record Given(List<Recording> recordings) implements VideoSet {
        @Override
        public String source() {
            return "made by a test";
        }
    }

    /** The same face on every frame, a pixel further to the right on each; none on frames of a multiple of a number. */
    record Moving(double left, double top, double side, int missingEvery) implements FaceDetector {
        @Override
        public FaceFinder open() {
            return (picture, video, frame) -> missingEvery > 0 && frame > 0 && frame % missingEvery == 0
                    ? List.of()
                    : List.of(new Face(left + frame, top, side, side, 0.9, null));
        }

        @Override
        public String fingerprint() {
            return toString();
        }
    }

    static Recording real(String video, Path file) {
        return recording("real", video, Label.REAL, file, null);
    }

    static Recording recording(String method, String video, Label label, Path file, @Nullable Path mask) {
        List<String> people = List.of(video.split("_", -1));
        return new Recording("tiny", method, Compression.RAW, video, people, label, Split.TRAIN, file, mask);
    }

    static Preparation preparation(Path output, List<Recording> recordings, FrameChoice frames, PictureFormat format) {
        return new Preparation(
                "tiny",
                new Given(recordings),
                frames,
                new Moving(20, 10, 60, 0),
                LARGEST,
                PIXELS,
                true,
                format,
                90,
                output,
                Skipping.FAIL,
                new Local());
    }

    static Preparation preparation(Path output, List<Recording> recordings) {
        return preparation(output, recordings, new Even(4), PictureFormat.JPEG);
    }

    static Preparation with(Preparation settings, FaceDetector faces) {
        return new Preparation(
                settings.name(),
                settings.videos(),
                settings.frames(),
                faces,
                settings.choose(),
                settings.crop(),
                settings.masks(),
                settings.format(),
                settings.quality(),
                settings.output(),
                settings.skip(),
                settings.executor());
    }
}
