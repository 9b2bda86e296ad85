package io.unmask.experiments.conform;

/**
 * How fixtures of one kind are rebuilt and compared. Implementations carry {@code @AutoService(ConformCase.class)}
 * and are found by it, also those in a jar of one's own.
 */
public interface ConformCase {
    /** Whether this is the one to run the fixture; where nobody is, the fixture is skipped, having no counterpart here. */
    boolean handles(Fixture fixture);

    /**
     * Builds what the metadata names, runs it on the inputs and hands every expected entry of the file to the
     * comparison. Everything is read from the fixture: shapes, seeds and constructor arguments vary.
     *
     * @throws io.unmask.config.BadInputException if the metadata asks for something unknown; the case then fails
     */
    void run(Fixture fixture, Comparison comparison);
}
