package io.unmask.config;

/**
 * The user's input or environment is at fault: a wrong file, a missing folder, a full disk. The message is
 * all that the user sees, so it says where, what was found, what was expected and the cure. The command
 * line prints it without a stack trace and exits with 2.
 */
public class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a whole message, one or more lines. */
    public BadInputException(String message) {
        super(message);
    }

    /** With a whole message and the exception behind it, which only {@code --debug} shows. */
    public BadInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
