package io.unmask.experiments.cli;

import io.unmask.config.BadInputException;
import io.unmask.experiments.bench.Peer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Another program to measure in turn with ours. A mixin of the benches of networks. */
final class AgainstArgument {
    @Option(
            names = "--against",
            paramLabel = "COMMAND",
            description = {
                "Run a peer's command in turn with ours and print the ratios. It prints one line of JSON with",
                "images_per_second or seconds; docs/bench.md has the rest."
            })
    private @Nullable String command;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds against a peer, odd (default ${DEFAULT-VALUE}).")
    private int rounds;

    /** The peer, or null if there is none. */
    @Nullable
    Peer peer(Path scratch) {
        if (rounds < 1 || rounds % 2 == 0) {
            throw new BadInputException("--rounds must be odd, found " + rounds);
        }
        return command == null ? null : new Peer(command, scratch);
    }

    int rounds() {
        return rounds;
    }
}
