package io.unmask.data;

import java.util.List;

/**
 * One video with its chosen frames, or one photograph: all frames share label and people.
 *
 * @param dataset key of the data set: "faceforensics"
 * @param method how it was made: "real", "Deepfakes", "self_blended"
 * @param compression its compression level
 * @param video its name in the data set; unique only together with data set, method and compression
 * @param identities every person in it: a fake counts with source and target
 * @param label real or fake
 * @param frames the chosen frames, in order
 */
public record Clip(
        String dataset,
        String method,
        Compression compression,
        String video,
        List<String> identities,
        Label label,
        List<Frame> frames) {
    /** Copies the lists. */
    public Clip {
        identities = List.copyOf(identities);
        frames = List.copyOf(frames);
    }

    /** The key of the video in scores and groupings: data set / method / compression / video. */
    public String key() {
        return dataset + "/" + method + "/" + compression.name().toLowerCase(java.util.Locale.ROOT) + "/" + video;
    }
}
