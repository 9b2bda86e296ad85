package io.unmask.experiments.inspect;

import io.unmask.data.Clip;
import io.unmask.data.Label;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which real a fake was made of, by names: the real of the same data set called alike; or called like the part before
 * the first underscore, the target of FaceForensics++ ("000_003" of "000"); or called like it without its second part,
 * the target of Celeb-DF ("id0_id1_0002" of "id0_0002").
 */
final class RealNames {
    private final Set<String> reals = new HashSet<>();

    RealNames(List<Clip> clips) {
        for (Clip clip : clips) {
            if (clip.label() == Label.REAL) {
                reals.add(clip.dataset() + "/" + clip.video());
            }
        }
    }

    /** Data set and name of the real; of a real its own; empty if there is none among the reals. */
    String real(Clip clip) {
        for (String name : candidates(clip.video())) {
            String full = clip.dataset() + "/" + name;
            if (reals.contains(full)) {
                return full;
            }
        }
        return "";
    }

    /** The same for all that was made of one real: pictures in it look alike by right. */
    String group(Clip clip) {
        String real = real(clip);
        return real.isEmpty() ? clip.dataset() + "/" + clip.video() : real;
    }

    private static List<String> candidates(String video) {
        String[] parts = video.split("_", -1);
        if (parts.length < 2) {
            return List.of(video);
        }
        String withoutSecond = parts[0] + video.substring(parts[0].length() + 1 + parts[1].length());
        return List.of(video, parts[0], withoutSecond);
    }
}
