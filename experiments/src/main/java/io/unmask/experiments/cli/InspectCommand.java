package io.unmask.experiments.cli;

import io.unmask.experiments.inspect.Inspection;
import io.unmask.experiments.inspect.InspectionReport;
import io.unmask.experiments.inspect.PerceptualDistance;
import io.unmask.experiments.inspect.Quality;
import io.unmask.experiments.inspect.Subject;
import io.unmask.files.WholeFile;
import io.unmask.report.data.DataReport;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code unmask inspect}: what is in a data set, and what is wrong with it. */
@Command(
        name = "inspect",
        description = {
            "Show what is in the data of an experiment, of a data source (a YAML file with source:) or of a set of videos",
            "(a YAML file with videos:): counts, sizes, codecs, class balance, broken and duplicate files, leaks between",
            "splits, and pictures of every method; as text, and as a page. Ends with 1 if something is broken or leaks."
        })
final class InspectCommand extends Subcommand {
    private static final int FOUND = 1;

    @Mixin
    private ExperimentArguments file = new ExperimentArguments();

    @Mixin
    private ResultsArguments results = new ResultsArguments();

    @Option(names = "--quick", description = "Read no pixels: names, counts and what is known of videos undecoded.")
    private boolean quick;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the page goes; inspect.html in the results of the file's name.")
    private @Nullable Path out;

    @Option(
            names = "--quality",
            description =
                    "Measure how good fakes are, a method at a time: Mask-SSIM, SSIM, warping error, LPIPS (docs/inspect.md).")
    private boolean quality;

    @Option(
            names = "--frames",
            paramLabel = "N",
            defaultValue = "8",
            description = "Frames of each video for --quality (default ${DEFAULT-VALUE}).")
    private int frames;

    @Option(
            names = "--alexnet",
            paramLabel = "WEIGHTS",
            description = "For LPIPS: torchvision's AlexNet, a file or torchvision/alexnet; with --lpips.")
    private @Nullable String alexnet;

    @Option(
            names = "--lpips",
            paramLabel = "FILE",
            description =
                    "For LPIPS: the weights of the channels, weights/v0.1/alex.pth of richzhang/PerceptualSimilarity.")
    private @Nullable Path lpips;

    @Option(names = "--threads", paramLabel = "N", description = "Videos at a time. Default: all cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() {
        checkOptions();
        Subject subject = Subject.read(reader(), file.file(), file.overrides(), results.cache());
        try {
            Inspection inspection = Inspection.of(subject, quick, Math.max(1, threads), System.err);
            DataReport report = InspectionReport.of(inspection, quality ? List.of(quality(subject)) : List.of());
            Path page = out == null ? results.path().resolve(subject.name()).resolve("inspect.html") : out;
            WholeFile.write(page, report.html());
            out().print(report.text());
            out().println();
            out().println("page: " + page);
            return inspection.hasFaults() ? FOUND : 0;
        } catch (InterruptedException e) {
            return INTERRUPTED;
        }
    }

    private void checkOptions() {
        if (frames < 1) {
            throw wrong("--frames: must be at least 1, but was " + frames);
        }
        if ((alexnet != null || lpips != null) && !quality) {
            throw wrong("--alexnet and --lpips are for --quality; add it");
        }
        if ((alexnet == null) != (lpips == null)) {
            throw wrong(
                    "LPIPS needs both --alexnet (torchvision's AlexNet: a file, or torchvision/alexnet after ./unmask"
                            + " weights get torchvision/alexnet) and --lpips (weights/v0.1/alex.pth of"
                            + " github.com/richzhang/PerceptualSimilarity); "
                            + (lpips == null ? "--lpips" : "--alexnet")
                            + " is missing");
        }
    }

    private DataReport.Part quality(Subject subject) throws InterruptedException {
        if (alexnet == null || lpips == null) {
            return Quality.of(subject, null, frames, Math.max(1, threads), System.err);
        }
        try (PerceptualDistance distance = PerceptualDistance.open(alexnet, lpips, results.cache())) {
            return Quality.of(subject, distance, frames, Math.max(1, threads), System.err);
        }
    }
}
