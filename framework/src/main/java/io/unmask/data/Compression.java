package io.unmask.data;

/** The three compression levels of FaceForensics++. */
public enum Compression {
    /** As given; for FaceForensics++ c0. */
    RAW("c0"),
    /** H.264, constant rate factor 23 (c23). */
    HQ("c23"),
    /** H.264, constant rate factor 40 (c40). */
    LQ("c40");

    private final String code;

    Compression(String code) {
        this.code = code;
    }

    /** The folder name of FaceForensics++: c0, c23, c40. */
    public String code() {
        return code;
    }
}
