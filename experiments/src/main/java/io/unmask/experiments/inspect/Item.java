package io.unmask.experiments.inspect;

import io.unmask.data.Clip;
import io.unmask.data.Split;
import io.unmask.media.video.VideoInfo;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One video or photograph of a set, examined.
 *
 * @param set the set it belongs to, as the report calls it: "train", "test celeb-df"
 * @param split its split; null where the data set has none
 * @param clip its names, people, label and, where it is made of pictures, frames
 * @param frames how many frames it has
 * @param size of its first readable frame, "640x480"; empty if none is readable
 * @param video what its file is; null for pictures and broken files
 * @param files what it lies in on the disk; empty for what is made
 * @param faults what is wrong with it, a sentence each
 */
record Item(
        String set,
        @Nullable Split split,
        Clip clip,
        int frames,
        String size,
        @Nullable VideoInfo video,
        List<Path> files,
        List<String> faults) {
    Item {
        files = List.copyOf(files);
        faults = List.copyOf(faults);
    }

    /** What the report calls it. */
    String place() {
        return Examination.place(set, clip);
    }
}
