package io.unmask.data;

import io.unmask.config.BadInputException;
import io.unmask.data.HostBatch.SampleRef;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pairs: every real once an epoch, in a new order, and after each a fake of the same frame, that is, of the same data set,
 * video and frame number. Where there are several, each epoch draws one; reals without a fake are not seen. Where the data
 * hold reals alone, each stands there twice, and an augmentation makes a fake of the second.
 */
public final class PairOrder implements SampleOrder {
    private final List<int[]> fakes = new ArrayList<>();
    private final List<Integer> reals = new ArrayList<>();
    private final Seeds seeds;

    /**
     * An order of pairs.
     *
     * @param samples what the loader has
     * @param fakesAreMade whether an augmentation makes fakes
     * @throws BadInputException if there is no pair, or fakes are both there and made
     */
    public PairOrder(List<SampleRef> samples, boolean fakesAreMade, Seeds seeds) {
        this.seeds = seeds;
        Map<String, List<Integer>> ofFrame = new HashMap<>();
        for (int i = 0; i < samples.size(); i++) {
            if (samples.get(i).clip().label() == Label.FAKE) {
                ofFrame.computeIfAbsent(frame(samples.get(i)), key -> new ArrayList<>())
                        .add(i);
            }
        }
        if (fakesAreMade && !ofFrame.isEmpty()) {
            throw new BadInputException("train.balance: pairs: the training set holds fakes, and an augmentation makes"
                    + " fakes; leave one of them out");
        }
        for (int i = 0; i < samples.size(); i++) {
            List<Integer> partners = fakesAreMade ? List.of(i) : ofFrame.get(frame(samples.get(i)));
            if (samples.get(i).clip().label() == Label.REAL && partners != null) {
                reals.add(i);
                fakes.add(partners.stream().mapToInt(Integer::intValue).toArray());
            }
        }
        if (reals.isEmpty()) {
            throw new BadInputException(
                    "train.balance: pairs: no fake of the training set is of the same data set, video"
                            + " and frame number as a real, and no augmentation makes fakes; sources that blend fakes"
                            + " (self_blended, swap_blend) give pairs, and so does the augmentation self_blend on reals alone");
        }
    }

    private static String frame(SampleRef sample) {
        Clip clip = sample.clip();
        return clip.dataset() + "/" + clip.video() + "/"
                + clip.frames().get(sample.frame()).number();
    }

    @Override
    public int[] of(int epoch) {
        RandomStream random = seeds.stream("order", epoch);
        int[] shuffled = random.permutation(reals.size());
        int[] order = new int[2 * shuffled.length];
        for (int i = 0; i < shuffled.length; i++) {
            int[] partners = fakes.get(shuffled[i]);
            order[2 * i] = reals.get(shuffled[i]);
            order[2 * i + 1] = partners[random.integer(0, partners.length - 1)];
        }
        return order;
    }

    @Override
    public Part part(int place) {
        return place % 2 == 0 ? Part.REAL : Part.FAKE;
    }
}
