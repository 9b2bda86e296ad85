package io.unmask.data.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which frames of a video are used: evenly spaced, the first and the last among them. */
final class EvenFrames {
    private EvenFrames() {}

    /**
     * Positions as {@code numpy.linspace(0, available - 1, wanted, dtype=int)} gives them: truncated, not rounded.
     *
     * @param available frames of the video
     * @param wanted frames to use; 0 for all
     * @return ascending positions; all of them where fewer than wanted are available, none twice
     */
    static int[] of(int available, int wanted) {
        boolean all = wanted == 0 || available <= wanted;
        int[] positions = new int[all ? available : wanted];
        for (int i = 0; i < positions.length; i++) {
            // In numpy's order: the step first, the product after, so that truncation falls the same way.
            positions[i] = all ? i : i == wanted - 1 && i > 0 ? available - 1 : (int) (i * step(available, wanted));
        }
        return positions;
    }

    /** The names in the order of the numbers they end in; names without a number come first, by name. */
    static List<String> inOrder(List<String> names) {
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

    private static double step(int available, int wanted) {
        return wanted == 1 ? 0 : (available - 1) / (double) (wanted - 1);
    }
}
