package io.unmask.experiments.cli;

import io.unmask.experiments.store.Provenance;
import picocli.CommandLine.IVersionProvider;

/** What {@code unmask --version} says. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {text(), "Java " + Runtime.version()};
    }

    static String text() {
        return "unmask " + Provenance.version();
    }
}
