package io.unmask.evaluate;

import io.unmask.data.Compression;
import io.unmask.data.Label;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.util.List;
import java.util.Locale;

/**
 * Scores as a detector might give them: people differ, videos of a person differ, frames of a video differ.
 *
 * @param people number of identities; each has one real video and one fake one a method
 * @param frames frames a video
 * @param methods names of the methods
 * @param separation how far fakes lie above reals, in standard deviations of a frame
 * @param personSpread standard deviation between people, which real and fake share
 */
public record SyntheticScores(int people, int frames, List<String> methods, double separation, double personSpread) {
    /** One method, four frames a video. */
    public static SyntheticScores of(int people, double separation) {
        return new SyntheticScores(people, 4, List.of("blend"), separation, 0.5);
    }

    /** The scores; the people are the same for every seed, only what the detector makes of them differs. */
    public Scores draw(Compression compression, long seed) {
        RandomStream person = Seeds.of(7).stream("people");
        RandomStream noise = Seeds.of(seed).stream("noise", compression);
        Scores.Builder builder = new Scores.Builder();
        for (int p = 0; p < people; p++) {
            double bias = personSpread * person.nextGaussian();
            add(builder, video("real", compression, p, Label.REAL), bias - separation / 2, noise);
            for (String method : methods) {
                add(builder, video(method, compression, p, Label.FAKE), bias + separation / 2, noise);
            }
        }
        return builder.build();
    }

    private static ScoredVideo video(String method, Compression compression, int person, Label label) {
        String name = String.format(Locale.ROOT, "%03d", person);
        return new ScoredVideo("synthetic", method, compression, name, List.of(name), label);
    }

    private void add(Scores.Builder builder, ScoredVideo video, double logit, RandomStream noise) {
        double ofVideo = logit + 0.3 * noise.nextGaussian();
        for (int f = 0; f < frames; f++) {
            builder.add(video, f, (float) (1 / (1 + Math.exp(-ofVideo - noise.nextGaussian()))));
        }
    }
}
