package io.unmask.experiments.cli;

import io.unmask.cluster.Cluster;
import io.unmask.cluster.TaskProgram;
import io.unmask.config.BadInputException;
import io.unmask.data.prepare.Preparation;
import io.unmask.data.prepare.PrepareListener;
import io.unmask.data.prepare.PrepareOutcome;
import io.unmask.data.prepare.Preparer;
import io.unmask.data.prepare.Skipping;
import io.unmask.experiments.run.ClusterPreparation;
import io.unmask.experiments.run.ClusterProgram;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
    private @Nullable String shard;

    @Option(names = "--done", hidden = true, description = "The folder in which a cluster's task says that it is done.")
    private @Nullable Path done;

    @Option(
            names = "--submit-only",
            description = "With a cluster as executor: submit what is missing and end; run again to collect.")
    private boolean submitOnly;

    @Override
    @SuppressWarnings("try") // held for what its closing does
    public Integer call() {
        if (jobs < 1) {
            throw new BadInputException("--jobs " + jobs + ": must be at least 1");
        }
        Preparation settings = reader().read(file, overrides, Preparation.class);
        Cluster cluster = settings.executor().cluster();
        if (cluster == null && submitOnly) {
            throw new BadInputException("--submit-only: needs a cluster, such as executor: {slurm: {partition: NAME}}");
        }
        try (GracefulInterrupt interrupt = GracefulInterrupt.ofThisThread()) {
            if (cluster != null && shard == null) {
                return onCluster(settings, cluster);
            }
            return here(settings, shard == null ? "1/1" : shard);
        } catch (InterruptedException e) {
            System.err.println("interrupted; run the same command again to go on");
            return INTERRUPTED;
        }
    }

    private int here(Preparation settings, String shard) throws InterruptedException {
        Matcher share = SHARD.matcher(shard);
        int of = share.matches() ? Integer.parseInt(share.group(2)) : 0;
        if (of < 1 || Integer.parseInt(share.group(1)) < 1 || Integer.parseInt(share.group(1)) > of) {
            throw new BadInputException("--shard " + shard + ": must read like 2/8, from 1/8 to 8/8");
        }
        int number = Integer.parseInt(share.group(1));
        PrepareProgress progress = new PrepareProgress(System.err);
        PrepareOutcome outcome = new Preparer(settings, jobs, progress).run(number, of);
        progress.end();
        print(settings, outcome, shard);
        if (done != null) {
            ClusterPreparation.markDone(done, number);
        }
        return outcome.isPartial() && settings.skip() == Skipping.FAIL ? Failures.FAILED : 0;
    }

    /** Has the packs made by tasks; the tables are written here, which takes little. */
    private int onCluster(Preparation settings, Cluster cluster) throws InterruptedException {
        Preparer.Extent extent = new Preparer(settings, jobs, PrepareListener.SILENT).extent();
        ClusterPreparation preparation = new ClusterPreparation(settings, cluster, System.err);
        ClusterProgram program = program(settings, cluster);
        if (extent.missing() > 0 && submitOnly) {
            String job = String.valueOf(preparation.submission(extent, program).job());
            out().println("to wait for it and collect: run the same command again without --submit-only"
                    + "\nto cancel: " + cluster.cancelling(List.of(job)));
            return 0;
        }
        if (extent.missing() > 0) {
            PrepareProgress progress = new PrepareProgress(System.err);
            List<String> lost = preparation.run(extent, program, progress);
            progress.end();
            if (!lost.isEmpty()) {
                lost.forEach(line -> out().println("failed: " + line));
                out().println("run the same command again: it submits what is missing");
                return Failures.FAILED;
            }
        }
        return here(settings, "1/1");
    }

    private ClusterProgram program(Preparation settings, Cluster cluster) {
        int cores = settings.executor().cores(Runtime.getRuntime().availableProcessors());
        return new ClusterProgram(settings.executor(), cluster.memoryMebibytes(), Main.class.getName(), submission -> {
            List<String> words = new ArrayList<>(program().pluginArguments());
            words.addAll(List.of(
                    "prepare",
                    ClusterPreparation.file(submission).toAbsolutePath().toString(),
                    "--jobs",
                    String.valueOf(cores),
                    "--shard",
                    TaskProgram.NUMBER + "/" + TaskProgram.TASKS,
                    "--done",
                    ClusterPreparation.done(submission).toAbsolutePath().toString()));
            return words;
        });
    }

    private void print(Preparation settings, PrepareOutcome outcome, String shard) {
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
