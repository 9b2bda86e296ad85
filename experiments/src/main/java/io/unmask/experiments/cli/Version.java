package io.unmask.experiments.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code unmask --version} says. */
final class Version implements IVersionProvider {
    private static final String DEVELOPMENT = "0.1.0-SNAPSHOT";

    @Override
    public String[] getVersion() {
        return new String[] {text(), "Java " + Runtime.version()};
    }

    static String text() {
        String packaged = Version.class.getPackage().getImplementationVersion();
        return "unmask " + (packaged == null ? DEVELOPMENT : packaged);
    }
}
