package io.unmask.experiments.plan;

import io.unmask.config.ConfigWriter;
import io.unmask.config.Setting;
import io.unmask.data.Compression;
import io.unmask.random.Seeds;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One training run: a variant at a compression level with a seed.
 *
 * @param variant what tables call the variant: the labels of its choices; {@link Plan#ONLY_VARIANT} without a sweep
 * @param choices the label of its choice on each axis of the sweep, the compression axis included
 * @param compression the level
 * @param seed the seed
 * @param config everything it depends on, resolved: this one seed, nothing swept
 */
public record Trial(
        String variant, Map<String, String> choices, Compression compression, long seed, Experiment config) {
    /** Copies the map, keeping its order. */
    public Trial {
        choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
    }

    /** Where its data draws what is left to chance: splits, blends, augmentation. */
    public Seeds dataSeeds() {
        return Seeds.of(seed).child("data");
    }

    /** Its name in messages, unique in its experiment: {@code full/hq/seed-1}. */
    public String id() {
        return FolderName.of(variant) + "/" + Setting.snakeCase(compression.name()) + "/seed-" + seed;
    }

    /** Its folder below that of the experiment: {@code trials/full/hq/seed-1}. */
    public Path folder() {
        return Path.of("trials").resolve(id());
    }

    /** Whether both are trained alike: at most what is scored after the training differs. */
    public boolean trainsLike(Trial other) {
        return training().equals(other.training());
    }

    /** Whether everything that the other one scores is scored here, too. */
    public boolean scoresAllOf(Trial other) {
        return config.data()
                        .test()
                        .entrySet()
                        .containsAll(other.config.data().test().entrySet())
                && (config.robustness() != null || other.config.robustness() == null);
    }

    /** What its training depends on; test sets are part of it where they choose the checkpoint. */
    private Map<String, @Nullable Object> training() {
        Map<String, @Nullable Object> settings = ConfigWriter.plain(config.withoutWorkers());
        settings.keySet().removeAll(Set.of(Experiment.EXECUTOR, Experiment.ROBUSTNESS));
        if (!config.train().select().oracle() && settings.get("data") instanceof Map<?, ?> data) {
            data.remove("test");
        }
        return settings;
    }

    /** What {@code trial.yaml} holds: an experiment that runs this trial alone. Equal texts give equal results. */
    public String yaml() {
        return ConfigWriter.yaml(config.withoutWorkers(), Set.of(Experiment.EXECUTOR));
    }
}
