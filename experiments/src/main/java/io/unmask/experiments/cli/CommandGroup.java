package io.unmask.experiments.cli;

/** A command that is only the name before others. */
abstract class CommandGroup extends Subcommand {
    @Override
    public final Integer call() {
        throw wrong("which command? " + String.join(", ", subcommands()));
    }
}
