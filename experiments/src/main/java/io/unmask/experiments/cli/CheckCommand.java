package io.unmask.experiments.cli;

import io.unmask.config.BadInputException;
import io.unmask.config.Setting;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.plan.RobustnessSettings;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.run.Duration;
import io.unmask.experiments.run.StartingWeights;
import io.unmask.train.Training;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code unmask check}: validates an experiment and prints its trials, without loading a native library. */
@Command(
        name = "check",
        description = {
            "Validate an experiment and print its trials.",
            "Reports every problem at once, with file, line and the nearest known name. Reads and trains nothing."
        })
final class CheckCommand extends ExperimentCommand {
    private static final int SHOWN = 30;

    @Mixin
    private CacheArgument cache = new CacheArgument();

    @Option(names = "--all", description = "Print every trial, however many.")
    private boolean all;

    @Option(
            names = "--measure",
            description = "Time a few steps of each network on this machine and estimate how long the trials take.")
    private boolean measure;

    @Option(names = "--resolved", description = "Print the first trial with every default spelled out, as YAML.")
    private boolean resolved;

    @Override
    public Integer call() {
        PrintWriter out = out();
        Plan plan = plan();
        if (resolved) {
            out.print(plan.trials().get(0).yaml());
            return 0;
        }
        List<Trial> trials = plan.trials();
        List<String> toFetch = StartingWeights.toFetch(plan, cache.cache());
        out.println(summary(plan));
        int shown = all ? trials.size() : Math.min(trials.size(), SHOWN);
        for (Trial trial : trials.subList(0, shown)) {
            out.println("  " + trial.id() + cost(plan, trial));
        }
        if (shown < trials.size()) {
            out.println("  … and " + (trials.size() - shown) + " more (--all prints them)");
        }
        long epochs = trials.stream()
                .mapToLong(trial -> trial.config().train().epochs())
                .sum();
        out.println("at most " + count(epochs, "epoch") + " of training in all, scored on "
                + String.join(", ", plan.experiment().data().test().keySet()));
        long perturbed = trials.stream().mapToLong(CheckCommand::perturbed).sum();
        if (perturbed > 0) {
            out.println(count(perturbed, "perturbed test set") + " to score in all");
        }
        out.println(shared(plan));
        if (measure) {
            out.println(time(plan));
        }
        toFetch.forEach(name -> out.println("before run: ./unmask weights get " + name));
        return 0;
    }

    private static String summary(Plan plan) {
        List<Trial> trials = plan.trials();
        long levels = trials.stream().map(Trial::compression).distinct().count();
        long seeds = trials.stream().map(Trial::seed).distinct().count();
        return plan.experiment().name() + ": "
                + count(trials.size(), "trial") + " ("
                + count(plan.variants().size(), "variant") + ", "
                + (levels == 1
                        ? Setting.snakeCase(trials.get(0).compression().name())
                        : count(levels, "compression level"))
                + ", "
                + count(seeds, "seed") + ")";
    }

    private static String shared(Plan plan) {
        int runs = Cost.run(plan).size();
        return String.format(
                Locale.ROOT,
                "%s, with %s to make or compress once; checkpoints take at most %,d MiB",
                runs == plan.trials().size() ? "every trial is run" : count(runs, "different trial") + " to run",
                count(Cost.dataSets(plan), "set") + " of data",
                (Cost.checkpointBytes(plan) + (1 << 20) - 1) >> 20);
    }

    private String time(Plan plan) {
        Cost cost = new Cost(cache.cache());
        double seconds = 0;
        try {
            for (Trial trial : Cost.run(plan)) {
                seconds += cost.seconds(trial);
            }
        } catch (BadInputException e) {
            return "time: not known, since the pictures cannot be counted: " + e.getMessage();
        }
        return "time: the networks take about " + Duration.text(seconds)
                + " on this machine if it is otherwise idle; the making of data comes to that";
    }

    private static String cost(Plan plan, Trial trial) {
        Trial original = plan.original(trial);
        if (!original.equals(trial)) {
            return "   the same settings as " + original.id() + ", run once";
        }
        Training train = trial.config().train();
        String steps = train.maximumSteps() == null
                ? ""
                : String.format(Locale.ROOT, ", at most %,d steps", train.maximumSteps());
        long scored = perturbed(trial);
        return "   " + count(train.epochs(), "epoch") + steps
                + (scored == 0 ? "" : ", " + count(scored, "perturbed test set"));
    }

    /** Test sets that are scored under losses of quality, after the training. */
    private static long perturbed(Trial trial) {
        RobustnessSettings suite = trial.config().robustness();
        return suite == null
                ? 0
                : (long) suite.perturbations().size()
                        * suite.setsOf(trial.config().data()).size();
    }

    private static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }
}
