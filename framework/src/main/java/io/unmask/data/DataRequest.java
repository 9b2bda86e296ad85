package io.unmask.data;

import io.unmask.random.Seeds;
import java.nio.file.Path;

/**
 * What a trial asks of its data sources.
 *
 * @param split which part
 * @param compression which level
 * @param seeds streams of the trial's data seed: fakes made on the fly are made once a seed
 * @param cache folder for what is made once and used by many trials
 * @param listener hears how far long work is
 */
public record DataRequest(Split split, Compression compression, Seeds seeds, Path cache, BuildListener listener) {
    /** A request whose work is done in silence. */
    public DataRequest(Split split, Compression compression, Seeds seeds, Path cache) {
        this(split, compression, seeds, cache, BuildListener.SILENT);
    }

    /** The same request at another compression level. */
    public DataRequest at(Compression level) {
        return new DataRequest(split, level, seeds, cache, listener);
    }
}
