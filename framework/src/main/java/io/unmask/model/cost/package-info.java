/** What a network costs: its multiply-adds and the memory of its activations, seen in the operations that the engine runs. */
@NullMarked
package io.unmask.model.cost;

import org.jspecify.annotations.NullMarked;
