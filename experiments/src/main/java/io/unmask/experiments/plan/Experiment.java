package io.unmask.experiments.plan;

import io.unmask.augment.Augmentation;
import io.unmask.cluster.Cluster;
import io.unmask.cluster.Executor;
import io.unmask.cluster.Local;
import io.unmask.config.Check;
import io.unmask.config.Components;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.config.Node;
import io.unmask.evaluate.ValidationMetrics;
import io.unmask.model.detector.Detector;
import io.unmask.model.detector.SecondLook;
import io.unmask.model.multiattention.MultiAttention;
import io.unmask.train.TestTime;
import io.unmask.train.Training;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One YAML file: everything that a run depends on.
 *
 * @param name the folder below {@code results/}
 * @param seeds a trial each; never empty
 * @param data what is learned from and tested on
 * @param model the detector
 * @param weights what the whole detector starts from; null for the weights of its backbones, or random ones
 * @param augment random changes of training samples, in this order
 * @param train how it is trained
 * @param testTime the views of a test picture whose scores are averaged
 * @param robustness the losses of quality that test sets are also scored under; null for none
 * @param sweep axes by name; {@link Plan} says what they mean. Empty in the experiment of a single trial
 * @param exclude cells of the grid that are left out, by axis and label. Empty in the experiment of a single trial
 * @param report what the report compares
 * @param expect numbers that it should come to. Empty in the experiment of a single trial
 * @param device {@code auto}, {@code cpu}, {@code gpu}, {@code gpu:N} or {@code gpu:*}
 * @param cudnnBenchmark whether cuDNN looks for its fastest algorithms
 * @param threads threads of libtorch; null, for all cores, only before {@link Plan} has resolved it
 * @param executor where trials run. This machine in the experiment of a single trial
 */
@Doc("An experiment: everything that a run depends on.")
public record Experiment(
        @Doc("Its folder below results/.") String name,

        @Doc("One trial each, for every variant and compression level.") @Default("[1]")
        List<Long> seeds,

        @Doc("What is learned from and tested on.") DataSettings data,

        @Doc("The detector.") Detector model,

        @Doc(
                "Weights that the whole detector starts from: a checkpoint of the official code or a .safetensors file, every"
                        + " tensor of it; those of the backbones, or random, when left out. FILE#PART takes a part.")
        @Nullable
        String weights,

        @Doc("Random changes of training samples, applied in this order.") @Default("[]")
        List<Augmentation> augment,

        @Doc("How the detector is trained.") @Default("{}") Training train,

        @Doc("Views of a test picture whose scores are averaged; validation while training sees one, whole.")
        @Default("{}")
        TestTime testTime,

        @Doc("Losses of quality under which the selected checkpoint scores test sets as well; {} for the seven of"
                + " DeeperForensics-1.0 at five levels; none when left out.")
        @Nullable
        RobustnessSettings robustness,

        @Doc("Axes of the grid of trials, by name. An axis is one key with a list of values, {data.compression: [raw,"
                + " hq]}, several keys whose lists go in step, or named variants with the keys that they set, {full: {},"
                + " small: {train.epochs: 2}}.")
        @Default("{}")
        Map<String, Map<String, Node>> sweep,

        @Doc(
                "Cells of the grid that are left out, each by its choices on some of the axes: [{fusion: add, size: [64, 96]}].")
        @Default("[]")
        List<Map<String, Node>> exclude,

        @Doc("What the report compares, and how.") @Default("{}")
        ReportSettings report,

        @Doc(
                "Numbers that the experiment should come to, with their sources; ./unmask verify holds results against them.")
        @Default("[]")
        List<Expectation> expect,

        @Doc(
                "Where networks run: auto (a GPU if one is found), cpu, gpu (the first), gpu:N, or gpu:* (a trial at a time on each"
                        + " GPU of the machine). Which GPU it was is no part of a trial's settings.")
        @Default("auto")
        String device,

        @Doc("On a GPU, let cuDNN try its algorithms for each shape of a convolution and keep the fastest: faster where"
                + " shapes stay the same, and results vary a little more from run to run.")
        @Default("false")
        boolean cudnnBenchmark,

        @Doc(
                "Threads of libtorch, all cores when left out. Results differ in the last bits with it, so a trial records it.")
        @Nullable
        Integer threads,

        @Doc("Where trials run: local, this machine; slurm, a cluster. Results do not depend on it.") @Default("local")
        Executor executor) {
    /** Its key, which no trial records. */
    static final String EXECUTOR = "executor";

    /** The key of what is scored beside the test sets once a trial is trained. */
    static final String ROBUSTNESS = "robustness";

    private static final int MOST_THREADS = 1024;

    /** Checks the settings and copies the collections, keeping their order. */
    public Experiment {
        seeds = List.copyOf(seeds);
        augment = List.copyOf(augment);
        sweep = Collections.unmodifiableMap(new LinkedHashMap<>(sweep));
        exclude = List.copyOf(exclude);
        expect = List.copyOf(expect);
        Check.that(
                FolderName.isSafe(name),
                "name",
                "\"" + name + "\"",
                "must be " + FolderName.RULE + " as it names a folder");
        Check.that(!seeds.isEmpty(), "seeds", "empty", "must hold at least one seed");
        Check.that(new LinkedHashSet<>(seeds).size() == seeds.size(), "seeds", seeds, "must differ from each other");
        checkSecondLook(model, augment);
        new NumberRules(data, model, augment, testTime, robustness).check();
        String selects = train.select().metric();
        Check.that(
                ValidationMetrics.names().contains(selects),
                "train.select.metric",
                "\"" + selects + "\"",
                "must be one of " + String.join(", ", ValidationMetrics.names()));
        Check.that(
                device.matches("auto|cpu|gpu(:([0-9]{1,3}|\\*))?"),
                "device",
                "\"" + device + "\"",
                "must be auto, cpu, gpu, gpu:N with N from 0, or gpu:*");
        Check.that(
                threads == null || (threads > 0 && threads <= MOST_THREADS),
                "threads",
                String.valueOf(threads),
                "must be from 1 to " + MOST_THREADS);
        if (robustness != null) {
            List<String> unknown = robustness.setsOf(data).stream()
                    .filter(set -> !data.test().containsKey(set))
                    .toList();
            Check.that(
                    unknown.isEmpty(),
                    "robustness.sets",
                    unknown,
                    "must be names of test sets ("
                            + String.join(", ", data.test().keySet()) + ")");
        }
    }

    /**
     * The experiment of one trial: one seed, nothing swept, the threads spelled out. What a trial does not depend
     * on is left out, so that it can change without making finished trials invalid.
     */
    Experiment forTrial(long seed, int cores) {
        return new Experiment(
                name,
                List.of(seed),
                data,
                model,
                weights,
                augment,
                train,
                testTime,
                robustness,
                Map.of(),
                List.of(),
                report.forTrial(),
                List.of(),
                device.startsWith("gpu") ? "gpu" : device,
                cudnnBenchmark,
                threads == null ? executor.cores(cores) : threads,
                new Local());
    }

    /** An augmentation that follows attention needs some, and a step has one second look. */
    private static void checkSecondLook(Detector model, List<Augmentation> augment) {
        long looks = augment.stream().filter(SecondLook.class::isInstance).count();
        Check.that(looks <= 1, "augment", looks + " second looks at a batch", "must be at most one, such as one agda");
        String detector = Components.nameOf(model.getClass());
        Check.that(
                looks == 0 || model.showsAttention(),
                "augment",
                "agda with " + detector,
                model instanceof MultiAttention
                        ? "is a setting of this detector itself: model.multi_attention.agda"
                        : "needs a detector that shows where it looks: srm_two_stream, or one that predicts masks"
                                + " (m2tr with a decoder, locate_and_verify); multi_attention has it as a setting");
    }

    /** The threads of a trial, which its plan has resolved. */
    public int resolvedThreads() {
        if (threads == null) {
            throw new IllegalStateException("not the experiment of a trial: its threads are open");
        }
        return threads;
    }

    /** Threads that read and augment: the setting, or all cores. */
    public int workers() {
        Integer workers = data.workers();
        return workers == null ? Runtime.getRuntime().availableProcessors() : workers;
    }

    /** The cluster that runs the trials; null for this machine. */
    public @Nullable Cluster cluster() {
        return executor.cluster();
    }

    /** The same experiment with the workers of the loader left open: they change no result. */
    Experiment withoutWorkers() {
        return new Experiment(
                name,
                seeds,
                data.withoutWorkers(),
                model,
                weights,
                augment,
                train,
                testTime,
                robustness,
                sweep,
                exclude,
                report,
                expect,
                device,
                cudnnBenchmark,
                threads,
                executor);
    }
}
