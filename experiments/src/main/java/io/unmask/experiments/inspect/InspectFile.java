package io.unmask.experiments.inspect;

import io.unmask.config.Check;
import io.unmask.config.Doc;
import io.unmask.data.DataSource;
import io.unmask.data.video.VideoSet;
import org.jspecify.annotations.Nullable;

/**
 * What a file to inspect may hold instead of an experiment: one of the two.
 *
 * @param source a data source, of which every split is read
 * @param videos a data set of videos as it was downloaded
 */
@Doc("A data source or a set of videos to inspect.")
public record InspectFile(
        @Doc("A data source; all its splits are read.") @Nullable
        DataSource source,

        @Doc("A set of videos as it was downloaded.") @Nullable
        VideoSet videos) {
    /** Checks that there is one of the two. */
    public InspectFile {
        Check.that((source == null) != (videos == null), "source", "with videos, or neither", "must be one of the two");
    }
}
