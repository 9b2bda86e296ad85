package io.unmask.evaluate;

/** Measures of the order of the scores alone: unchanged by any strictly rising function of them. */
public final class Ranking {
    private Ranking() {}

    /**
     * Area under the ROC curve: the probability that a fake scores higher than a real, a tie counting half
     * (Mann and Whitney). In [0, 1]; NaN for one class.
     */
    public static double auc(Tally tally) {
        double wins = 0;
        for (int i = 0; i < tally.size(); i++) {
            long below = tally.reals() - tally.realsAtLeast(i);
            wins += tally.fakesAt(i) * (below + 0.5 * tally.realsAt(i));
        }
        return wins / ((double) tally.fakes() * tally.reals());
    }

    /**
     * Area under the ROC curve up to a false positive rate, standardised so that chance is 0.5 and
     * perfection 1 (McClish 1989).
     *
     * @param maxFpr in (0, 1]
     */
    public static double partialAuc(Tally tally, double maxFpr) {
        double area = 0;
        double fpr = 0;
        double tpr = 0;
        for (int i = 0; i < tally.size() && fpr < maxFpr; i++) {
            double nextFpr = tally.falsePositiveRate(i);
            double nextTpr = tally.truePositiveRate(i);
            if (nextFpr > maxFpr) {
                nextTpr = tpr + (nextTpr - tpr) * (maxFpr - fpr) / (nextFpr - fpr);
                nextFpr = maxFpr;
            }
            area += (nextFpr - fpr) * (tpr + nextTpr) / 2;
            fpr = nextFpr;
            tpr = nextTpr;
        }
        if (tally.fakes() == 0 || tally.reals() == 0) {
            return Double.NaN;
        }
        double chance = maxFpr * maxFpr / 2;
        return 0.5 * (1 + (area - chance) / (maxFpr - chance));
    }

    /**
     * Average precision: the precision at each threshold weighted by the recall gained there, without
     * interpolation. NaN without fakes.
     */
    public static double averagePrecision(Tally tally) {
        double sum = 0;
        for (int i = 0; i < tally.size(); i++) {
            long gained = tally.fakesAt(i);
            if (gained > 0) {
                sum += gained * ((double) tally.fakesAtLeast(i) / (tally.fakesAtLeast(i) + tally.realsAtLeast(i)));
            }
        }
        return sum / tally.fakes();
    }

    /**
     * Equal error rate: where the ROC curve, its points joined by straight lines, meets the line on which
     * false positive and false negative rate are equal. NaN for one class.
     */
    public static double equalErrorRate(Tally tally) {
        double fpr = 0;
        double excess = -1;
        for (int i = 0; i < tally.size(); i++) {
            double nextFpr = tally.falsePositiveRate(i);
            double nextExcess = nextFpr - (1 - tally.truePositiveRate(i));
            if (nextExcess >= 0) {
                return fpr + (nextFpr - fpr) * -excess / (nextExcess - excess);
            }
            fpr = nextFpr;
            excess = nextExcess;
        }
        return Double.NaN;
    }

    /**
     * The highest true positive rate that a threshold reaches without exceeding a false positive rate; no
     * interpolation between thresholds, so 0 if the highest score already costs more. NaN for one class.
     */
    public static double tprAtFpr(Tally tally, double fpr) {
        if (tally.fakes() == 0 || tally.reals() == 0) {
            return Double.NaN;
        }
        int last = -1;
        while (last + 1 < tally.size() && tally.falsePositiveRate(last + 1) <= fpr) {
            last++;
        }
        return tally.truePositiveRate(last);
    }
}
