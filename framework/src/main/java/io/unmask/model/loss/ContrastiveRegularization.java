package io.unmask.model.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * UCF's regularisation (Yan et al. 2023) in the form of DeepfakeBench ({@code loss/contrastive_regularization.py}):
 * triplets that hold features of real pictures together and apart from those of fakes, once for the features that all
 * forgeries share and once for those of one method. For detectors that give both kinds of features and know the
 * method of each fake, so no setting of its own.
 *
 * @param margin how much closer the like should be than the unlike
 */
public record ContrastiveRegularization(double margin) {
    /** PyTorch's pairwise distance adds it to each difference. */
    private static final double DISTANCE_EPS = 1e-6;

    /**
     * The loss of a batch whose first half is real and whose second half is fake.
     *
     * @param common (N, D), features that all forgeries share; N even
     * @param specific (N, E), features of the method
     * @param methods the method of each sample, any numbers
     * @param shuffle puts indices in random order: once for the real samples, once for the fake ones and once for
     *     each method in order of appearance; the last of a method's list is the partner of its first sample
     * @return a scalar
     */
    public NDArray of(NDArray common, NDArray specific, int[] methods, UnaryOperator<List<Integer>> shuffle) {
        int half = methods.length / 2;
        List<Integer> partners = new ArrayList<>(shuffle.apply(range(0, half)));
        partners.addAll(shuffle.apply(range(half, 2 * half)));
        return triplets(common, partners).add(triplets(specific, sameMethod(methods, shuffle)));
    }

    private static List<Integer> range(int begin, int end) {
        List<Integer> range = new ArrayList<>();
        for (int i = begin; i < end; i++) {
            range.add(i);
        }
        return range;
    }

    private static List<Integer> sameMethod(int[] methods, UnaryOperator<List<Integer>> shuffle) {
        Map<Integer, List<Integer>> members = new LinkedHashMap<>();
        for (int i = 0; i < methods.length; i++) {
            members.computeIfAbsent(methods[i], method -> new ArrayList<>()).add(i);
        }
        Map<Integer, Deque<Integer>> shuffled = new LinkedHashMap<>();
        members.forEach((method, list) -> shuffled.put(method, new ArrayDeque<>(shuffle.apply(list))));
        List<Integer> partners = new ArrayList<>();
        for (int method : methods) {
            partners.add(Objects.requireNonNull(shuffled.get(method)).removeLast());
        }
        return partners;
    }

    /** Each half: closer to its partners than to the partners of the other half. */
    private NDArray triplets(NDArray features, List<Integer> partners) {
        int half = partners.size() / 2;
        long[] order = partners.stream().mapToLong(Integer::longValue).toArray();
        NDArray matched = features.get(features.getManager().create(order).toDevice(features.getDevice(), false));
        NDIndex real = new NDIndex("0:" + half);
        NDIndex fake = new NDIndex(half + ":" + 2 * half);
        return triplet(features.get(real), matched.get(real), matched.get(fake))
                .add(triplet(features.get(fake), matched.get(fake), matched.get(real)));
    }

    private NDArray triplet(NDArray anchors, NDArray alike, NDArray unlike) {
        NDArray excess = distance(anchors, alike).sub(distance(anchors, unlike)).add(margin);
        return ai.djl.nn.Activation.relu(excess).mean();
    }

    private static NDArray distance(NDArray a, NDArray b) {
        NDArray difference = a.sub(b).add(DISTANCE_EPS);
        return difference.mul(difference).sum(new int[] {1}).sqrt();
    }
}
