package io.unmask.experiments.bench;

/**
 * A part of what was timed.
 *
 * @param name what it does
 * @param seconds of it each time
 * @param share of the whole
 */
public record Part(String name, Spread seconds, double share) {}
