package io.unmask.experiments.doctor;

import org.jspecify.annotations.Nullable;

/**
 * The result of one examination.
 *
 * @param state how bad it is
 * @param subject what was examined
 * @param detail what was found
 * @param cure what to do about it; null where nothing is wrong
 */
public record Finding(
        State state,
        String subject,
        String detail,
        @Nullable String cure) {
    /** How bad a finding is. */
    public enum State {
        /** Nothing to do. */
        OK,
        /** Something is left out or slow; results are right nevertheless. */
        WARN,
        /** Experiments cannot run. */
        FAIL
    }

    static Finding ok(String subject, String detail) {
        return new Finding(State.OK, subject, detail, null);
    }

    static Finding warn(String subject, String detail, String cure) {
        return new Finding(State.WARN, subject, detail, cure);
    }

    static Finding fail(String subject, String detail, String cure) {
        return new Finding(State.FAIL, subject, detail, cure);
    }
}
