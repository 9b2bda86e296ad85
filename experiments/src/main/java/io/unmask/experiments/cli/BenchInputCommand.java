package io.unmask.experiments.cli;

import io.unmask.config.BadInputException;
import io.unmask.experiments.bench.InputBench;
import io.unmask.experiments.bench.InputFigures;
import io.unmask.experiments.bench.InputTable;
import io.unmask.experiments.bench.StandardInput;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.run.TrainingInput;
import io.unmask.files.FileTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code unmask bench input}: pictures a second, stage by stage and overall. */
@Command(
        name = "input",
        description = {
            "Measure how fast training pictures are made: every stage on one core, whole batches with all workers from the",
            "sources and from a packed cache, and how long a training waits for them.",
            "Without an experiment it reads JPEG files of 256 x 256 that it makes for the purpose (flip, resized_crop,",
            "color_jitter, jpeg), and trains ResNet-18 at 128 x 128."
        })
final class BenchInputCommand extends Subcommand {
    private static final int TRAINED_SIDE = 128;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "EXPERIMENT",
            description = "Measure the training pictures of this experiment's first trial, and its network.")
    private @Nullable Path file;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = "Set a key of the experiment: -s data.image.side_pixels=128.")
    private List<String> overrides = List.of();

    @Option(
            names = "--images",
            paramLabel = "N",
            defaultValue = "512",
            description = "Pictures of a round, at most what there is (default ${DEFAULT-VALUE}).")
    private int images;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "5",
            description = "How long each measurement takes at least (default ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--workers", paramLabel = "W", description = "Threads that make samples. Default: all cores.")
    private @Nullable Integer workers;

    @Option(names = "--no-training", description = "Leave the training out.")
    private boolean withoutTraining;

    @Mixin
    private JsonArgument json = new JsonArgument();

    @Mixin
    private CacheArgument cache = new CacheArgument();

    @Override
    public Integer call() throws IOException {
        if (images < 1 || !(seconds > 0)) {
            throw new BadInputException("--images and --seconds must be above 0, found " + images + " and " + seconds);
        }
        Path scratch = Files.createTempDirectory("unmask-bench-");
        try {
            InputFigures figures = figures(scratch);
            if (!json.replacesTable()) {
                new InputTable(out()).print(figures);
            }
            json.write(JsonArgument.tree(figures), out());
            return 0;
        } catch (InterruptedException e) {
            return INTERRUPTED;
        } finally {
            FileTree.delete(scratch);
        }
    }

    private InputFigures figures(Path scratch) throws IOException, InterruptedException {
        InputBench bench = new InputBench(images, seconds, scratch, this::say);
        if (file != null) {
            TrainingInput input = input(file, List.of());
            return bench.measure(file.toString(), input, withoutTraining ? null : input, null);
        }
        say("on pictures that are being made");
        StandardInput standard = StandardInput.write(scratch, images);
        String root = "data.root=" + scratch;
        String what = String.format(
                Locale.ROOT,
                "%d JPEG files of %d x %d, %.1f KiB on average",
                images,
                StandardInput.SIDE,
                StandardInput.SIDE,
                standard.meanKibibytes());
        return bench.measure(
                what,
                input(standard.experiment(), List.of(root)),
                withoutTraining
                        ? null
                        : input(standard.experiment(), List.of(root, "data.image.side_pixels=" + TRAINED_SIDE)),
                standard);
    }

    /** Later settings win: those of the user. */
    private TrainingInput input(Path experiment, List<String> settings) throws InterruptedException {
        List<String> all = new ArrayList<>(settings);
        all.addAll(overrides);
        if (workers != null) {
            all.add("data.workers=" + workers);
        }
        Trial trial = Plan.read(reader(), experiment, all).trials().get(0);
        return TrainingInput.load(trial, cache.cache(), System.err);
    }

    private void say(String what) {
        PrintWriter err = err();
        err.println("measuring " + what + " …");
        err.flush();
    }
}
