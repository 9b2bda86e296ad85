package io.unmask.experiments.predict;

import io.unmask.data.Label;
import io.unmask.evaluate.Aggregate;
import io.unmask.evaluate.Scores;
import io.unmask.evaluate.ValidationMetrics;
import io.unmask.experiments.plan.Experiment;
import io.unmask.experiments.store.TrialFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What has to be said beside every probability: what the checkpoint learned from, how good it was there, what it cannot say. */
record Limits(List<String> sentences) {
    Limits {
        sentences = List.copyOf(sentences);
    }

    static Limits of(TrialFolder folder, Experiment config, Scores validation, Calibrated calibrated) {
        List<String> all = new ArrayList<>();
        all.add(
                "A probability, not a verdict. It says how often files with such a score were fake in the validation set"
                        + " of this checkpoint, in which " + share(calibrated)
                        + "; among your files the share may be another.");
        all.add("Checkpoint " + folder.path() + ": trained at compression "
                + config.data().compression().name().toLowerCase(Locale.ROOT) + ", validated on " + methods(validation)
                + ". Of other forgeries, cameras and compressions it knows nothing: detectors lose much of their accuracy"
                + " there, mostly without being less sure.");
        all.add(accuracy(validation, config.report().aggregate()));
        all.add(
                calibrated.videos().sigmoid() == null
                        ? "No probability is given: to fit one takes at least " + Calibrated.FEWEST
                                + " fakes and as many reals in the validation set. The score is the detector's own and means"
                                + " more only in comparison with others of the same checkpoint."
                        : "Probabilities are the detector's scores through a sigmoid fitted to the validation set (Platt"
                                + " scaling), the score of a video being the "
                                + config.report().aggregate().label() + " of its frames'.");
        return new Limits(all);
    }

    private static String share(Calibrated calibrated) {
        int all = calibrated.fakes() + calibrated.reals();
        return calibrated.fakes() + " of " + all + " were fake";
    }

    private static String methods(Scores validation) {
        Set<String> methods = new TreeSet<>();
        validation.videos().stream()
                .filter(video -> video.label() == Label.FAKE)
                .forEach(video -> methods.add(video.dataset() + "/" + video.method()));
        return String.join(", ", methods);
    }

    private static String accuracy(Scores validation, Aggregate aggregate) {
        var metrics = ValidationMetrics.of(validation, aggregate);
        return String.format(
                Locale.ROOT,
                "On that validation set it reached AUC %.1f and ACC %.1f; the checkpoint was chosen there, so both are"
                        + " more than it reaches on new data of the same kind.",
                100 * metrics.getOrDefault("video_auc", Double.NaN),
                100 * metrics.getOrDefault("video_acc", Double.NaN));
    }
}
