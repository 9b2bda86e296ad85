package io.unmask.data.prepare;

import io.unmask.config.BadInputException;
import io.unmask.media.video.UnusableVideoException;
import java.util.Locale;

/**
 * Something of a data set that no crop was made of.
 *
 * @param what a video by its key, or a frame by key and number
 * @param rule one word: "truncated", "no_face"
 * @param cause what was found, in a sentence
 */
public record LeftOut(String what, String rule, String cause) {
    /** Rule for faults of pictures and masks, which have no rules of their own. */
    private static final String UNUSABLE = "unusable";

    static LeftOut because(String what, RuntimeException fault) {
        String rule = fault instanceof UnusableVideoException video
                ? video.fault().name().toLowerCase(Locale.ROOT)
                : UNUSABLE;
        String cause = fault instanceof BadInputException ? String.valueOf(fault.getMessage()) : fault.toString();
        return new LeftOut(what, rule, VideoRow.oneLine(cause));
    }
}
