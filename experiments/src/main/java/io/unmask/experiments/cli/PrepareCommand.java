package io.unmask.experiments.cli;

import io.unmask.config.BadInputException;
import io.unmask.data.prepare.Preparation;
import io.unmask.data.prepare.PrepareOutcome;
import io.unmask.data.prepare.Preparer;
import io.unmask.data.prepare.Skipping;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code unmask prepare}: videos or photographs to packed face crops. */
@Command(
        name = "prepare",
        description = {
            "Make face crops of a data set of videos or photographs: frames, faces, crops, masks cut alike, and a table of",
            "everything that was cropped or left out. Run again after an interruption, it goes on where it was.",
            "Ends with 1 if something had to be left out, unless the file says skip: allowed."
        })
final class PrepareCommand extends Subcommand {
    private static final Pattern SHARD = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    @Parameters(index = "0", paramLabel = "FILE", description = "The YAML file: data set, faces, crop, output.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = "Set a key of the file: -s crop.side_pixels=320. Can be given many times.")
    private List<String> overrides = List.of();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Videos at a time. Default: all cores. What is made does not depend on it.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description = "Work on one share of N, from 1/N to N/N, for several machines on one folder. The last to end"
                    + " writes the tables.")
    private String shard = "1/1";

    @Override
    @SuppressWarnings("try") // held for what its closing does
    public Integer call() {
        if (jobs < 1) {
            throw new BadInputException("--jobs " + jobs + ": must be at least 1");
        }
        Matcher share = SHARD.matcher(shard);
        int of = share.matches() ? Integer.parseInt(share.group(2)) : 0;
        if (of < 1 || Integer.parseInt(share.group(1)) < 1 || Integer.parseInt(share.group(1)) > of) {
            throw new BadInputException("--shard " + shard + ": must read like 2/8, from 1/8 to 8/8");
        }
        Preparation settings = reader().read(file, overrides, Preparation.class);
        try (GracefulInterrupt interrupt = GracefulInterrupt.ofThisThread()) {
            PrepareProgress progress = new PrepareProgress(System.err);
            PrepareOutcome outcome = new Preparer(settings, jobs, progress).run(Integer.parseInt(share.group(1)), of);
            progress.end();
            print(settings, outcome);
            return outcome.isPartial() && settings.skip() == Skipping.FAIL ? Failures.FAILED : 0;
        } catch (InterruptedException e) {
            System.err.println("interrupted; run the same command again to go on");
            return INTERRUPTED;
        }
    }

    private void print(Preparation settings, PrepareOutcome outcome) {
        PrintWriter out = out();
        Path folder = settings.output();
        if (outcome.complete()) {
            out.println(String.format(
                    Locale.ROOT,
                    "%s: %,d crops of %,d videos in %s",
                    settings.name(),
                    outcome.crops(),
                    outcome.videos(),
                    folder));
        } else {
            out.println(String.format(
                    Locale.ROOT,
                    "%s: share %s is done (%,d videos); the tables are written when every share is",
                    settings.name(),
                    shard,
                    outcome.videos()));
        }
        LeftOutList.print(out, outcome, folder);
    }
}
