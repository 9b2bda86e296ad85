package io.unmask.data;

/** The three compression levels of FaceForensics++. */
public enum Compression {
    /** As given; for FaceForensics++ c0. */
    RAW("c0", 0),
    /** H.264, constant rate factor 23 (c23). */
    HQ("c23", 23),
    /** H.264, constant rate factor 40 (c40). */
    LQ("c40", 40);

    private final String code;
    private final int factor;

    Compression(String code, int factor) {
        this.code = code;
        this.factor = factor;
    }

    /** The folder name of FaceForensics++: c0, c23, c40. */
    public String code() {
        return code;
    }

    /** The constant rate factor of x264 that makes it: 0 (lossless), 23, 40. */
    public int factor() {
        return factor;
    }
}
