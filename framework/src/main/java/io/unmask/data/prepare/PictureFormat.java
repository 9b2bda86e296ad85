package io.unmask.data.prepare;

/** How crops are kept. Masks are kept without loss, whatever the crops are. */
public enum PictureFormat {
    /** JPEG with chroma at half resolution: small, and a loss of its own on top of the video's. */
    JPEG,
    /** PNG: lossless. */
    PNG,
    /** Pixels as they are: lossless, fast to read, three bytes a pixel. */
    RAW
}
