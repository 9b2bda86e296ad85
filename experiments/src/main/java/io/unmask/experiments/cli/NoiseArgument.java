package io.unmask.experiments.cli;

import picocli.CommandLine.Option;

/** Whether a network is measured without data. A mixin of the benches that can. */
final class NoiseArgument {
    @Option(
            names = "--noise",
            description = "Feed one batch of noise again and again: the network alone, which needs no data.")
    private boolean wanted;

    boolean isWanted() {
        return wanted;
    }
}
