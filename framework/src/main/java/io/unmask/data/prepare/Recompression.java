package io.unmask.data.prepare;

import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Compression;
import io.unmask.data.video.VideoSet;
import io.unmask.media.video.VideoEncoder;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What is compressed, how, and where to: the file of the command {@code compress}.
 *
 * @param name what messages and the manifest call it
 * @param videos the data set
 * @param levels which levels are made
 * @param encoder how
 * @param compressedAlready what becomes of videos that have lost quality before
 * @param output the folder that everything goes into
 * @param skip whether it is a success when something had to be left out
 */
@Doc("From raw videos to the compression levels of FaceForensics.")
public record Recompression(
        @Doc("What messages and the manifest call it.") String name,

        @Doc("The data set.") VideoSet videos,

        @Doc("Levels to make: raw (c0, lossless RGB), hq (23), lq (40).") @Default("[hq, lq]")
        List<Compression> levels,

        @Doc("How.") @Default("{}") VideoEncoder encoder,

        @Doc(
                "What becomes of videos that were compressed with loss before: leave_out, or compress_again, which the table and"
                        + " the manifest then say.")
        @Default("leave_out")
        Already compressedAlready,

        @Doc("The folder that everything goes into.") Path output,

        @Doc("fail: end with 1 when something had to be left out; allowed: end with 0.") @Default("fail")
        Skipping skip) {
    /** What becomes of videos that were compressed with loss before. */
    public enum Already {
        /** They are listed as left out. */
        LEAVE_OUT,
        /** They lose quality a second time. */
        COMPRESS_AGAIN
    }

    /** Checks the levels. */
    public Recompression {
        levels = List.copyOf(new LinkedHashSet<>(levels));
        Check.that(!levels.isEmpty(), "levels", "an empty list", "must name at least one");
    }
}
