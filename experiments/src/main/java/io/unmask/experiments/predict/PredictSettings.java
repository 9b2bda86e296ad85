package io.unmask.experiments.predict;

import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Compression;
import io.unmask.data.DataSource;
import io.unmask.data.Split;
import io.unmask.data.face.FaceChoice;
import io.unmask.data.face.FaceCrop;
import io.unmask.data.face.FaceDetector;
import io.unmask.data.video.FrameChoice;
import org.jspecify.annotations.Nullable;

/**
 * How pictures and videos become what a detector sees. It should be as its training data was made: of crops by {@code
 * prepare}, the same four settings.
 */
@Doc("From pictures and videos to faces: as the training data was made.")
public record PredictSettings(
        @Doc("Which frames of a video.") @Default("{even: {}}")
        FrameChoice frames,

        @Doc("What finds faces; whole for pictures that are crops already.") @Default("haar")
        FaceDetector faces,

        @Doc("Which of several faces, and how it is followed through a video.") @Default("{}")
        FaceChoice choose,

        @Doc("Which part of the picture is cut out around it.") @Default("{}")
        FaceCrop crop,

        @Doc("A data source instead of files; nothing is cut out of its pictures.") @Nullable
        DataSource data,

        @Doc("Which split of the data source.") @Default("test")
        Split split,

        @Doc("Which compression level of the data source.") @Default("raw")
        Compression compression) {
    /** The same with another way to find faces. */
    PredictSettings with(FaceDetector other) {
        return new PredictSettings(frames, other, choose, crop, data, split, compression);
    }
}
