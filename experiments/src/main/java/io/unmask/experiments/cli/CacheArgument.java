package io.unmask.experiments.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where commands keep what is made or fetched once. A mixin of the commands. */
final class CacheArgument {
    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description =
                    "Folder for what is made or fetched once and used by many trials: blends, compressed pictures,"
                            + " weights. Default: $UNMASK_CACHE, or .cache/unmask in your home.")
    private @Nullable Path cache;

    Path cache() {
        if (cache != null) {
            return cache;
        }
        String configured = System.getenv("UNMASK_CACHE");
        return configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache", "unmask")
                : Path.of(configured);
    }
}
