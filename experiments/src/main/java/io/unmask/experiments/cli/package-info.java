/** The command line: one class a command. To add one, write the class and name it in {@link Main}. */
@NullMarked
package io.unmask.experiments.cli;

import org.jspecify.annotations.NullMarked;
