package io.unmask.weights;

/** Hears how far a download is. */
@FunctionalInterface
public interface DownloadListener {
    /**
     * Some bytes have come.
     *
     * @param done bytes there are now
     * @param total bytes of the whole file; negative if the server does not say
     */
    void progress(long done, long total);
}
