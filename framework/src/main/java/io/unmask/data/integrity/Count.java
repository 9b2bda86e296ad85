package io.unmask.data.integrity;

import io.unmask.data.Clip;
import io.unmask.data.Label;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How much of one kind a set has.
 *
 * @param set name of the set: "train", "test ff++"
 * @param dataset key of the data set
 * @param method how the clips were made
 * @param label real or fake
 * @param videos number of clips
 * @param frames number of their frames
 * @param identities number of people in them
 */
public record Count(String set, String dataset, String method, Label label, int videos, int frames, int identities) {
    /** Counts by data set, method and label, reals first, then by name. */
    public static List<Count> of(String set, List<Clip> clips) {
        Map<String, List<Clip>> groups = new TreeMap<>();
        for (Clip clip : clips) {
            String key = clip.dataset() + "/" + clip.label().index() + "/" + clip.method();
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(clip);
        }
        List<Count> counts = new ArrayList<>();
        for (List<Clip> group : groups.values()) {
            Set<String> people = new HashSet<>();
            int frames = 0;
            for (Clip clip : group) {
                people.addAll(clip.identities());
                frames += clip.frames().size();
            }
            Clip first = group.get(0);
            counts.add(new Count(
                    set, first.dataset(), first.method(), first.label(), group.size(), frames, people.size()));
        }
        return counts;
    }
}
