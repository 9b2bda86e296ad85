package io.unmask.experiments.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unmask.config.BadInputException;
import io.unmask.config.Nearest;
import io.unmask.experiments.bench.BenchSettings;
import io.unmask.experiments.bench.NetworkFigures;
import io.unmask.experiments.bench.NetworkTable;
import io.unmask.experiments.bench.Peer;
import io.unmask.experiments.bench.PeerFigures;
import io.unmask.experiments.bench.PeerRounds;
import io.unmask.experiments.plan.Trial;
import io.unmask.files.TemporaryFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A measurement of the network of one trial, alone or against a peer. */
abstract class NetworkBenchCommand extends ExperimentCommand {
    @Option(
            names = "--trial",
            paramLabel = "NAME",
            description = "Which trial, by its name in `unmask check`. Default: the first.")
    private @Nullable String name;

    @Mixin
    private CacheArgument cache = new CacheArgument();

    @Mixin
    private JsonArgument json = new JsonArgument();

    @Mixin
    private AgainstArgument against = new AgainstArgument();

    @Override
    public final Integer call() throws IOException {
        try (TemporaryFolder scratch = TemporaryFolder.create("bench")) {
            Peer peer = against.peer(scratch.path());
            return measure(trial(), scratch.path(), peer);
        } catch (InterruptedException e) {
            return INTERRUPTED;
        }
    }

    /**
     * Measures a trial.
     *
     * @param scratch a folder that goes afterwards
     * @param peer null for ours alone
     */
    abstract int measure(Trial trial, Path scratch, @Nullable Peer peer) throws IOException, InterruptedException;

    /** Measures once, or in turn with a peer, and prints. */
    final <F extends NetworkFigures> void report(
            BenchSettings settings,
            int warmUp,
            int steps,
            @Nullable Peer peer,
            PeerRounds.Measured<F> ours,
            Table<F> table)
            throws IOException, InterruptedException {
        F figures;
        PeerFigures comparison = null;
        if (peer == null) {
            say("measuring …");
            figures = ours.measure();
        } else {
            var outcome = new PeerRounds<F>(peer, warmUp, steps).run(settings, ours, against.rounds(), this::say);
            figures = outcome.ours();
            comparison = outcome.peer();
        }
        if (!json.replacesTable()) {
            NetworkTable text = new NetworkTable(out());
            table.print(text, figures);
            if (comparison != null) {
                text.print(comparison);
            }
        }
        ObjectNode tree = JsonArgument.tree(figures);
        if (comparison != null) {
            tree.set("against", JsonArgument.tree(comparison));
        }
        json.write(tree, out());
    }

    /** How figures of a kind are printed. */
    @FunctionalInterface
    interface Table<F> {
        /** Prints figures. */
        void print(NetworkTable table, F figures);
    }

    /** Where made data is kept. */
    final Path cache() {
        return cache.cache();
    }

    private Trial trial() {
        List<Trial> trials = plan().trials();
        if (name == null) {
            return trials.get(0);
        }
        List<String> known = trials.stream().map(Trial::id).toList();
        int index = known.indexOf(name);
        if (index < 0) {
            String nearest = Nearest.to(name, known);
            throw new BadInputException("--trial: no trial \"" + name + "\""
                    + (nearest == null ? "" : "\n    nearest: \"" + nearest + "\"")
                    + "\n    `unmask check " + file() + " --all` prints them all; the first is " + known.get(0));
        }
        return trials.get(index);
    }

    private void say(String what) {
        PrintWriter err = err();
        err.println(what);
        err.flush();
    }
}
