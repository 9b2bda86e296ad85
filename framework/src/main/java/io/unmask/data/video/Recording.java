package io.unmask.data.video;

import io.unmask.data.Compression;
import io.unmask.data.Label;
import io.unmask.data.Split;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One video of a data set as it lies on the disk, or one photograph, or a folder of frames.
 *
 * @param dataset key of the data set: "celeb_df_v2"
 * @param method how it was made: "real", "Deepfakes"
 * @param compression its level; RAW for what is only published in one form
 * @param video its name in the data set; unique together with data set, method and compression
 * @param identities every person in it: a fake counts with source and target
 * @param label real or fake
 * @param split the official split it belongs to; null where the data set has none
 * @param file the video, picture, or folder of frames
 * @param mask where it was manipulated: a video or folder of the same frames; null where unknown
 */
public record Recording(
        String dataset,
        String method,
        Compression compression,
        String video,
        List<String> identities,
        Label label,
        @Nullable Split split,
        Path file,
        @Nullable Path mask) {
    /** Copies the list. */
    public Recording {
        identities = List.copyOf(identities);
    }

    /** The key of the video in scores and groupings: data set / method / compression / video. */
    public String key() {
        return dataset + "/" + method + "/" + compression.name().toLowerCase(Locale.ROOT) + "/" + video;
    }
}
