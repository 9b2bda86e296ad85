package io.unmask.data.video;

import io.unmask.data.Skipped;
import java.util.List;

/** A data set of videos that is read in one go: recordings, what is left out, and notes come from one index. */
interface IndexedVideoSet extends VideoSet {
    /** Reads the tree and the lists of the data set; opens no video. */
    VideoIndex index();

    @Override
    default List<Recording> recordings() {
        return index().recordings();
    }

    @Override
    default List<Skipped> skipped() {
        return index().skipped();
    }

    @Override
    default List<String> notes() {
        return index().notes();
    }
}
