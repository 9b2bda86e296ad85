package io.unmask.data;

/** What a sample is; the class index of every detector and loss: 0 real, 1 fake. */
public enum Label {
    /** Class 0. */
    REAL(0),
    /** Class 1, the positive class of every metric. */
    FAKE(1);

    private final int index;

    Label(int index) {
        this.index = index;
    }

    /** 0 for real, 1 for fake. */
    public int index() {
        return index;
    }
}
