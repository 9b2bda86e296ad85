package io.unmask.data.source;

import io.unmask.data.Split;
import io.unmask.random.Seeds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Divides people, never pictures, among the splits: each gets a random key from the seed and their own name, and
 * the order of the keys is cut by the shares. Every split gets at least one person where there are three.
 */
public final class IdentitySplit {
    private final Map<String, Split> splits = new HashMap<>();

    /**
     * Divides some people.
     *
     * @param trainShare share of them in the training split
     * @param validationShare share of them in the validation split
     */
    public IdentitySplit(Collection<String> people, double trainShare, double validationShare, long seed) {
        Seeds seeds = Seeds.of(seed).child("split");
        Map<String, Long> keys = new HashMap<>();
        // Sorted by name first, so that the order of the files does not decide between equal keys.
        List<String> order = new ArrayList<>(new TreeSet<>(people));
        order.forEach(person -> keys.put(person, seeds.stream(person).nextLong()));
        order.sort(Comparator.comparing(keys::get));
        int count = order.size();
        int train = part(count * trainShare, count - 2);
        int validation = part(count * validationShare, count - train - 1);
        for (int i = 0; i < count; i++) {
            splits.put(order.get(i), i < train ? Split.TRAIN : i < train + validation ? Split.VAL : Split.TEST);
        }
    }

    /** The split of a person given to the constructor. */
    public Split of(String person) {
        return Objects.requireNonNull(splits.get(person), person);
    }

    /** A share rounded, at least one person, at most what the other splits leave. */
    private static int part(double share, int most) {
        return (int) Math.max(0, Math.min(most, Math.max(1, Math.round(share))));
    }
}
