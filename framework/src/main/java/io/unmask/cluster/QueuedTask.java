package io.unmask.cluster;

/**
 * A task in the queue of a cluster.
 *
 * @param job the number of its array
 * @param running whether it has begun and not been put back
 * @param reason why it waits, as the cluster says it; empty if it runs
 * @param stuck whether it will never begin as it was asked for
 * @param node where it runs; empty if it waits
 */
public record QueuedTask(String job, boolean running, String reason, boolean stuck, String node) {}
