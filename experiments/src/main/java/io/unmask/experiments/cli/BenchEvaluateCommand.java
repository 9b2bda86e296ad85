package io.unmask.experiments.cli;

import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.experiments.bench.EvaluateBench;
import io.unmask.experiments.bench.NetworkTable;
import io.unmask.experiments.bench.Peer;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.run.TrainingInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code unmask bench evaluate}: pictures a second of scoring. */
@Command(
        name = "evaluate",
        description = {
            "Score a trial's validation pictures with random weights and tell how fast: images a second, and the time of a",
            "pass split into waiting for data, the network, and scores with metrics."
        })
final class BenchEvaluateCommand extends NetworkBenchCommand {
    @Option(
            names = "--images",
            paramLabel = "N",
            defaultValue = "1024",
            description = "About so many pictures, at most what there is (default ${DEFAULT-VALUE}).")
    private int images;

    @Option(
            names = "--passes",
            paramLabel = "N",
            defaultValue = "5",
            description = "Passes over them that count (default ${DEFAULT-VALUE}).")
    private int passes;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            defaultValue = "1",
            description = "Passes before them that do not (default ${DEFAULT-VALUE}).")
    private int warmUp;

    @Mixin
    private NoiseArgument noise = new NoiseArgument();

    @Override
    int measure(Trial trial, Path scratch, @Nullable Peer peer) throws IOException, InterruptedException {
        if (images < 1 || passes < 1 || warmUp < 0) {
            throw new BadInputException("--images and --passes must be above 0 and --warmup not below, found " + images
                    + ", " + passes + " and " + warmUp);
        }
        List<Clip> clips = noise.isWanted() ? null : some(TrainingInput.validation(trial, cache(), System.err));
        try (EvaluateBench bench = new EvaluateBench(trial, clips, images, warmUp, passes)) {
            report(bench.settings(), warmUp, passes, peer, bench::measure, NetworkTable::print);
        }
        return 0;
    }

    /** The first clips with as many frames as are wanted, and one at least. */
    private List<Clip> some(List<Clip> clips) {
        List<Clip> some = new ArrayList<>();
        int frames = 0;
        for (Clip clip : clips) {
            if (frames >= images) {
                break;
            }
            some.add(clip);
            frames += clip.frames().size();
        }
        return some;
    }
}
