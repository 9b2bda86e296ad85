package io.unmask.evaluate;

import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.Label;
import java.util.List;
import java.util.Locale;

/**
 * The video that scored frames come from: what every row of it shares.
 *
 * @param dataset key of the data set
 * @param method how it was made
 * @param compression its compression level
 * @param video its name in the data set; unique only together with data set, method and compression
 * @param identities every person in it: a fake counts with source and target; empty where unknown
 * @param label real or fake
 */
public record ScoredVideo(
        String dataset, String method, Compression compression, String video, List<String> identities, Label label) {
    /** Between the identities of one row of a file. */
    static final char IDENTITY_SEPARATOR = ';';

    /**
     * Copies the list and checks that the names survive a file of scores.
     *
     * @throws BadInputException if a name holds a line break or an identity a semicolon
     */
    public ScoredVideo {
        identities = List.copyOf(identities);
        requireOneLine(dataset, "data set");
        requireOneLine(method, "method");
        requireOneLine(video, "video");
        for (String identity : identities) {
            requireOneLine(identity, "identity");
            if (identity.isEmpty() || identity.indexOf(IDENTITY_SEPARATOR) >= 0) {
                throw new BadInputException("identity \"" + identity + "\" of video " + video + ": a name without \""
                        + IDENTITY_SEPARATOR + "\" was expected; rename it in the data set");
            }
        }
    }

    private static void requireOneLine(String name, String what) {
        if (name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0) {
            throw new BadInputException(what + " \"" + name.strip() + "\": a name of one line was expected");
        }
    }

    /** The video of a clip. */
    public static ScoredVideo of(Clip clip) {
        return new ScoredVideo(
                clip.dataset(), clip.method(), clip.compression(), clip.video(), clip.identities(), clip.label());
    }

    /** Data set / method / compression / video: what makes two rows the same video. */
    public String key() {
        return dataset + "/" + method + "/" + compression.name().toLowerCase(Locale.ROOT) + "/" + video;
    }
}
