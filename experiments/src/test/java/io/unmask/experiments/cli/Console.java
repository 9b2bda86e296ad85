package io.unmask.experiments.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What a command printed.
 *
 * @param code its exit code
 * @param out standard output
 * @param err standard error
 */
record Console(int code, String out, String err) {
    static Console run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Console(code, out.toString(), err.toString());
    }
}
