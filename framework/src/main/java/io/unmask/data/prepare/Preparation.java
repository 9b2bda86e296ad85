package io.unmask.data.prepare;

import io.unmask.cluster.Executor;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.face.FaceChoice;
import io.unmask.data.face.FaceCrop;
import io.unmask.data.face.FaceDetector;
import io.unmask.data.video.FrameChoice;
import io.unmask.data.video.VideoSet;
import io.unmask.media.Ffmpeg;
import io.unmask.media.ImageFiles;
import java.nio.file.Path;
import java.util.List;

/**
 * What is made of a data set, and where it goes: the file of the command {@code prepare}.
 *
 * @param name what messages and the manifest call it
 * @param videos the data set
 * @param frames which frames of each video
 * @param faces what finds faces
 * @param choose which of several faces
 * @param crop which part of a frame is cut out
 * @param masks whether masks of the data set are cropped alike
 * @param format how crops are kept
 * @param quality of JPEG, 1 to 100
 * @param output the folder that everything goes into
 * @param skip whether it is a success when something had to be left out
 * @param executor where shares of the data set are worked on
 */
@Doc("From a data set of videos or photographs to packed face crops.")
public record Preparation(
        @Doc("What messages and the manifest call it.") String name,

        @Doc("The data set.") VideoSet videos,

        @Doc("Which frames of each video.") @Default("{even: {}}")
        FrameChoice frames,

        @Doc("What finds faces.") FaceDetector faces,

        @Doc("Which of several faces, and how it is followed through a video.") @Default("{}")
        FaceChoice choose,

        @Doc("Which part of a frame is cut out.") @Default("{}")
        FaceCrop crop,

        @Doc("Crop the data set's masks alike.") @Default("true")
        boolean masks,

        @Doc("How crops are kept: jpeg, png or raw. Masks are always kept without loss.") @Default("jpeg")
        PictureFormat format,

        @Doc("Quality of JPEG, 1 to 100.") @Default("95") int quality,

        @Doc("The folder that everything goes into.") Path output,

        @Doc("fail: end with 1 when something had to be left out, such as a broken video or a frame without a face;"
                + " allowed: end with 0. It is listed either way.")
        @Default("fail")
        Skipping skip,

        @Doc("Where it is done: local, this machine; slurm, a cluster. What is made does not depend on it.")
        @Default("local")
        Executor executor) {
    /** Changes when the same settings give other crops than before. */
    private static final int RULES = 1;

    /** Checks the quality. */
    public Preparation {
        Check.that(quality >= 1 && quality <= 100, "quality", quality, "must be from 1 to 100");
        Check.that(!name.isBlank(), "name", "\"" + name + "\"", "must not be blank");
    }

    /** Everything but the videos themselves that decides on the bytes of a crop, a line each. */
    public List<String> fingerprint() {
        return List.of(
                "rules " + RULES,
                "frames " + frames,
                "faces " + faces.fingerprint(),
                "choose " + choose,
                "crop " + crop,
                "masks " + masks,
                "format " + format + (format == PictureFormat.JPEG ? " " + quality : ""),
                "decoder ffmpeg " + Ffmpeg.find().version(),
                "pictures " + ImageFiles.codecs());
    }
}
