package io.unmask.experiments.plan;

import io.unmask.augment.Augmentation;
import io.unmask.config.Check;
import io.unmask.config.Components;
import io.unmask.data.DataSource;
import io.unmask.model.detector.Detector;
import io.unmask.train.TestTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pictures that hold numbers reach only networks that read numbers, and reach them unchanged. */
record NumberRules(
        DataSettings data,
        Detector model,
        List<Augmentation> augment,
        TestTime testTime,
        @Nullable RobustnessSettings robustness) {
    void check() {
        Map<String, DataSource> sources = new LinkedHashMap<>();
        sources.put("data.train", data.train());
        sources.put("data.validation", data.validation());
        data.test().forEach((name, source) -> sources.put("data.test." + name, source));
        boolean first = model.readsNumbers();
        boolean second = model.readsSecondNumbers();
        sources.forEach((where, source) -> {
            requireReader(where, "pictures", source.numberSide(), first);
            requireReader(where, "second pictures", source.secondNumberSide(), second);
            requireSide(
                    where,
                    "data.image.side_pixels",
                    source.numberSide(),
                    data.image().sidePixels());
            Integer companion = model.needs().secondSide();
            requireSide(where, "the side of the stream companion", source.secondNumberSide(), companion);
        });
        if (first) {
            requireUnchanged();
        }
    }

    private void requireReader(String where, String which, @Nullable Integer side, boolean reads) {
        String name = Components.nameOf(model.getClass());
        Check.that(
                (side != null) == reads,
                where,
                "a source of " + which + (side == null ? " to look at" : " of numbers") + " for " + name
                        + ", which reads " + (reads ? "numbers" : "pictures to look at"),
                "must fit the model: the source waveform goes with the backbone m5, frame_similarity with the model numbers,"
                        + " all others with networks that look at pictures");
    }

    private static void requireSide(String where, String what, @Nullable Integer side, @Nullable Integer seen) {
        Check.that(
                side == null || Objects.equals(side, seen),
                where,
                "pictures of numbers of side " + side + ", while " + what + " is " + seen,
                "must be of the same side, since numbers cannot be resized");
    }

    private void requireUnchanged() {
        Check.that(
                augment.isEmpty(),
                "augment",
                "not empty",
                "must be left out for pictures of numbers; the source waveform has an augment of its own");
        Check.that(
                testTime.equals(TestTime.PLAIN), "test_time", "not plain", "must be left out for pictures of numbers");
        Check.that(
                robustness == null,
                "robustness",
                "set",
                "must be left out for pictures of numbers, which losses of picture quality would destroy");
    }
}
