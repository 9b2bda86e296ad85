/**
 * Machines that work is given to: where tasks run, arrays of tasks in the queue of a cluster, what became of them. Nothing
 * is shared with them but the file system, and no locks of it are needed.
 */
package io.unmask.cluster;
