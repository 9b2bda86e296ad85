package io.unmask.experiments.run;

/** A trial on the {@link Board}, which guards it. */
final class BoardRow {
    State state = State.WAITING;
    int number;
    String doing = "starts";
    String metrics = "";
    long begin;
    double seconds;
    double secondsLeft;
    long picturesAhead;
    long suiteBegin;
    String loss = "";

    /** Where a trial stands. */
    enum State {
        WAITING,
        RUNNING,
        FINISHED,
        FAILED
    }

    /** Its line, after its name. */
    String text() {
        return switch (state) {
            case WAITING -> "waits";
            case RUNNING -> doing + metrics + (secondsLeft > 0 ? "  " + Duration.text(secondsLeft) + " left" : "");
            case FINISHED -> "done in " + Duration.text(seconds) + metrics;
            case FAILED -> "failed: " + doing;
        };
    }
}
