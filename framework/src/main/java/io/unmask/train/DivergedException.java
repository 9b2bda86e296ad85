package io.unmask.train;

/** The loss became infinite or not a number: the trial has failed, others may go on. The message says it all. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DivergedException(String message) {
        super(message);
    }
}
