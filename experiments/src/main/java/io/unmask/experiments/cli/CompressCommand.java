package io.unmask.experiments.cli;

import io.unmask.config.BadInputException;
import io.unmask.data.prepare.PrepareOutcome;
import io.unmask.data.prepare.Recompression;
import io.unmask.data.prepare.Recompressor;
import io.unmask.data.prepare.Skipping;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code unmask compress}: raw videos to the levels of FaceForensics. */
@Command(
        name = "compress",
        description = {
            "Compress the raw videos of a data set with x264 to the levels of FaceForensics: c23 (hq), c40 (lq), or lossless.",
            "Videos that have lost quality before are recognised and left out, unless the file says otherwise. Run again",
            "after an interruption, it goes on where it was."
        })
final class CompressCommand extends Subcommand {
    @Parameters(index = "0", paramLabel = "FILE", description = "The YAML file: data set, levels, encoder, output.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = "Set a key of the file: -s encoder.rate=quantiser. Can be given many times.")
    private List<String> overrides = List.of();

    @Option(names = "--jobs", paramLabel = "N", description = "Videos at a time. Default: all cores.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Override
    @SuppressWarnings("try") // held for what its closing does
    public Integer call() {
        if (jobs < 1) {
            throw new BadInputException("--jobs " + jobs + ": must be at least 1");
        }
        Recompression settings = reader().read(file, overrides, Recompression.class);
        try (GracefulInterrupt interrupt = GracefulInterrupt.ofThisThread()) {
            PrepareProgress progress = new PrepareProgress(System.err);
            PrepareOutcome outcome = new Recompressor(settings, jobs, progress).run();
            progress.end();
            out().println(String.format(
                    Locale.ROOT,
                    "%s: %,d videos at %s made of %,d in %s",
                    settings.name(),
                    outcome.crops(),
                    settings.levels().toString().toLowerCase(Locale.ROOT),
                    outcome.videos(),
                    settings.output()));
            LeftOutList.print(out(), outcome, settings.output());
            return outcome.isPartial() && settings.skip() == Skipping.FAIL ? Failures.FAILED : 0;
        } catch (InterruptedException e) {
            System.err.println("interrupted; run the same command again to go on");
            return INTERRUPTED;
        }
    }
}
