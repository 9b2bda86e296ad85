package io.unmask.evaluate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How well one fake picture's manipulated pixels were found.
 *
 * @param auc area under the ROC curve over the pixels of the picture, 0..1
 * @param iou pixels that are both marked and manipulated over those that are either, marked from 0.5 on, 0..1
 * @param f1 harmonic mean of the precision and recall of marked pixels, 0..1
 */
public record PixelScores(double auc, double iou, double f1) {
    private static final float THRESHOLD = 0.5f;

    /**
     * The scores of one picture.
     *
     * @param probability of being manipulated, a pixel each, 0 or more
     * @param truth a byte a pixel, not 0 where manipulated
     * @param begin where the picture begins in both
     * @param pixels how many it has
     * @return null if no pixel or every pixel was manipulated: nothing is there to be told apart
     */
    public static @Nullable PixelScores of(float[] probability, byte[] truth, int begin, int pixels) {
        long[] ranked = new long[pixels];
        long manipulated = 0;
        long marked = 0;
        long both = 0;
        for (int i = 0; i < pixels; i++) {
            float p = probability[begin + i];
            int is = truth[begin + i] == 0 ? 0 : 1;
            // The bits of floats from 0 on are ordered as the floats are; the label rides along.
            ranked[i] = (long) Float.floatToIntBits(p) << 1 | is;
            manipulated += is;
            marked += p >= THRESHOLD ? 1 : 0;
            both += p >= THRESHOLD ? is : 0;
        }
        if (manipulated == 0 || manipulated == pixels) {
            return null;
        }
        return new PixelScores(
                auc(ranked, manipulated),
                (double) both / (marked + manipulated - both),
                2.0 * both / (marked + manipulated));
    }

    /** Pairs of a manipulated and an untouched pixel in the right order; ties count half. */
    private static double auc(long[] ranked, long positives) {
        Arrays.sort(ranked);
        double ordered = 0;
        long below = 0;
        for (int i = 0; i < ranked.length; ) {
            long negativesHere = 0;
            long positivesHere = 0;
            int next = i;
            while (next < ranked.length && ranked[next] >> 1 == ranked[i] >> 1) {
                positivesHere += ranked[next] & 1;
                next++;
            }
            negativesHere = next - i - positivesHere;
            ordered += positivesHere * (below + negativesHere / 2.0);
            below += negativesHere;
            i = next;
        }
        return ordered / ((double) positives * (ranked.length - positives));
    }
}
