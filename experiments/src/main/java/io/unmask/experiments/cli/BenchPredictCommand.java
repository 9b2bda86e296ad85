package io.unmask.experiments.cli;

import io.unmask.experiments.predict.PredictBench;
import io.unmask.experiments.predict.PredictBench.Figures;
import io.unmask.experiments.predict.PredictSettings;
import io.unmask.experiments.store.TrialFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code unmask bench predict}: the way of a video to its score. */
@Command(
        name = "predict",
        description = {
            "Time predict on a video against decoding and network alone, in turn, in one run.",
            "The faces are given (the whole frame); finding them is timed apart."
        })
final class BenchPredictCommand extends Subcommand {
    @Parameters(index = "0", paramLabel = "TRIAL", description = "Folder of a trained trial.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path trial;

    @Parameters(index = "1", paramLabel = "VIDEO", description = "The video.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path video;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = "As for predict: -s faces.yunet.model=FILE, -s frames.even.count=64.")
    private List<String> overrides = List.of();

    @Option(names = "--rounds", paramLabel = "N", description = "Measurements, odd. Default: 7.")
    private int rounds = 7;

    @Override
    public Integer call() throws InterruptedException {
        if (rounds < 3 || rounds % 2 == 0) {
            throw wrong("an odd number of rounds, at least 3");
        }
        PredictSettings settings = reader().read(overrides, PredictSettings.class);
        Figures figures = new PredictBench(TrialFolder.trained(trial), settings, reader()).run(video, rounds);
        PrintWriter out = out();
        out.printf(Locale.ROOT, "%s, %d frames, median of %d rounds%n", video, figures.frames(), rounds);
        out.printf(Locale.ROOT, "decoding alone             %8.3f s%n", figures.decode());
        out.printf(Locale.ROOT, "network alone              %8.3f s%n", figures.infer());
        out.printf(
                Locale.ROOT,
                "predict, faces given       %8.3f s, %.2f of the speed of the two%n",
                figures.predict(),
                figures.ratio());
        out.printf(
                Locale.ROOT,
                "finding faces (%s)%s %8.3f s, %.1f ms a frame%n",
                settings.faces().getClass().getSimpleName().toLowerCase(Locale.ROOT),
                " "
                        .repeat(Math.max(
                                0,
                                10 - settings.faces().getClass().getSimpleName().length())),
                figures.find(),
                1000 * figures.find() / figures.frames());
        return 0;
    }
}
