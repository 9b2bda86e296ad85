package io.unmask.data.source;

import io.unmask.data.video.All;
import io.unmask.data.video.Even;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which frames of a video are used: evenly spaced, the first and the last among them. */
public final class EvenFrames {
    private EvenFrames() {}

    /**
     * Positions by the rule of {@link Even}.
     *
     * @param available frames of the video
     * @param wanted frames to use; 0 for all
     * @return ascending positions; all of them where fewer than wanted are available, none twice
     */
    static int[] of(int available, int wanted) {
        return wanted == 0 ? new All().of(available) : new Even(wanted).of(available);
    }

    /** The names in the order of the numbers they end in; names without a number come first, by name. */
    public static List<String> inOrder(List<String> names) {
        List<String> sorted = new ArrayList<>(names);
        sorted.sort(Comparator.comparingLong(EvenFrames::number).thenComparing(Comparator.naturalOrder()));
        return sorted;
    }

    /** The number that a file's name ends in, before the extension; -1 where there is none. */
    static long number(String path) {
        String stem = PersonRule.stem(path);
        int start = stem.length();
        while (start > 0 && stem.length() - start < 18 && Character.isDigit(stem.charAt(start - 1))) {
            start--;
        }
        return start == stem.length() ? -1 : Long.parseLong(stem.substring(start));
    }
}
