package io.unmask.experiments.cli;

import io.unmask.config.BadInputException;
import io.unmask.experiments.predict.MediaFiles;
import io.unmask.experiments.predict.PredictSettings;
import io.unmask.experiments.predict.Prediction;
import io.unmask.experiments.predict.Prediction.Explaining;
import io.unmask.experiments.predict.Prediction.Outcome;
import io.unmask.experiments.run.Duration;
import io.unmask.experiments.run.Submission;
import io.unmask.experiments.store.TrialFolder;
import io.unmask.train.Explainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code unmask predict}: scores for one's own pictures and videos. */
@Command(
        name = "predict",
        description = {
            "Score pictures, videos, folders and lists of them, or a data source, with the checkpoint of a trial.",
            "Faces are found, followed through a video and cut out as the settings say; they should be those that the"
                    + " training data was made with. Exit code 1 if a file got no score."
        })
final class PredictCommand extends Subcommand {
    /** What stands in a submission for files without a score, unless its template says otherwise. */
    private static final double WITHOUT_SCORE = 0.5;

    @Parameters(index = "0", paramLabel = "TRIAL", description = "Folder of a trained trial: results/…/seed-1.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path trial;

    @Parameters(
            index = "1",
            arity = "0..*",
            paramLabel = "FILE",
            description = "Pictures, videos, and folders with such below them.")
    private List<Path> files = List.of();

    @Option(
            names = "--list",
            paramLabel = "FILE",
            description = "Text file with a path a line, starting at the folder of the file. Can be given many times.")
    private List<Path> lists = List.of();

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = {
                "How files become faces: -s frames.even.count=64, -s faces=whole, -s faces.yunet.model=FILE.onnx,",
                "-s crop.margin=0.3; or -s data.list.file=FILE.csv for a data source. Can be given many times."
            })
    private List<String> overrides = List.of();

    @Option(names = "--settings", paramLabel = "FILE.yaml", description = "The same keys in a file.")
    private @Nullable Path settings;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "prediction",
            description = "Folder for files.csv, frames.csv and report.html. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("prediction");

    @Option(
            names = "--report",
            description = "Write a page with face tracks, scores over time and where the detector looked.")
    private boolean report;

    @Option(
            names = "--submission",
            paramLabel = "TEMPLATE.csv",
            description = "Fill in the template of a competition (video_name or img_name, y_pred), as submit.csv.")
    private @Nullable Path submission;

    @Option(
            names = "--explain",
            paramLabel = "KIND",
            split = ",",
            description =
                    "On the page: mask, attention, grad_cam. Default: the first of these that the detector gives.")
    private List<Explainer.Kind> kinds = List.of();

    @Option(names = "--tap", paramLabel = "NAME", description = "Where Grad-CAM reads features; default: the last map.")
    private @Nullable String tap;

    @Mixin
    private CacheArgument cache = new CacheArgument();

    @Override
    @SuppressWarnings("try") // held for what its closing does
    public Integer call() {
        PredictSettings how = settings == null
                ? reader().read(overrides, PredictSettings.class)
                : reader().read(settings, overrides, PredictSettings.class);
        Prediction prediction = new Prediction(TrialFolder.trained(trial), how, reader());
        if (how.data() != null) {
            if (!files.isEmpty() || !lists.isEmpty()) {
                throw new BadInputException("a data source and files: one of the two, please");
            }
            prediction.ofData(how.data(), cache.cache(), out).lines().forEach(out()::println);
            return 0;
        }
        if (files.isEmpty() && lists.isEmpty()) {
            throw wrong("which files? Name pictures, videos or folders, a --list, or a data source with -s data…");
        }
        try (GracefulInterrupt interrupt = GracefulInterrupt.ofThisThread()) {
            return score(prediction, MediaFiles.of(files, lists));
        } catch (InterruptedException e) {
            err().println("interrupted; nothing was written");
            return INTERRUPTED;
        }
    }

    private int score(Prediction prediction, List<Path> all) throws InterruptedException {
        long start = System.nanoTime();
        Submission template = submission == null ? null : Submission.template(submission, WITHOUT_SCORE);
        List<String> done = new ArrayList<>();
        Outcome outcome = prediction.ofFiles(all, out, report ? new Explaining(kinds, tap) : null, template, line -> {
            done.add(line);
            double seconds = (System.nanoTime() - start) / 1e9;
            double left = seconds / done.size() * (all.size() - done.size());
            String ahead = done.size() < all.size() ? ", about " + Duration.text(left) + " left" : "";
            err().println("[" + done.size() + "/" + all.size() + ahead + "] " + line);
            err().flush();
        });
        outcome.lines().forEach(out()::println);
        out().println((report ? "report.html, " : "") + (submission == null ? "" : "submit.csv, ")
                + "files.csv and frames.csv written to " + out);
        return outcome.unscored() == 0 ? 0 : Failures.FAILED;
    }
}
