package io.unmask.data;

/** Hears of long work on data, such as the making of a cache. Called from one thread at a time. */
public interface BuildListener {
    /** Hears nothing. */
    BuildListener SILENT = new BuildListener() {
        @Override
        public void message(String text) {}

        @Override
        public void progress(String what, int done, int total) {}
    };

    /** Something a user should know: a damaged cache is made anew. */
    void message(String text);

    /**
     * How far it is.
     *
     * @param what what is being made: "self_blended at hq"
     * @param done pictures made
     * @param total pictures in all
     */
    void progress(String what, int done, int total);
}
