package io.unmask.config;

/**
 * A place in a configuration.
 *
 * @param file the file as the user named it, or the option of the command line: {@code -s train.epochs=0}
 * @param line counted from 1; 0 where the place is no file
 * @param column counted from 1; 0 where the place is no file
 */
public record Position(String file, int line, int column) {
    /** A place without lines: an option, or a file as a whole. */
    public static Position of(String what) {
        return new Position(what, 0, 0);
    }

    /** {@code file:line:column}. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
