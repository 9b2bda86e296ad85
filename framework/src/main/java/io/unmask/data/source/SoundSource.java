package io.unmask.data.source;

import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import io.unmask.data.Skipped;
import java.util.List;

/** A source that shows the sound of files in one way or another. */
interface SoundSource extends DataSource {
    /** Its clips. */
    SoundClips sounds();

    @Override
    default Compression levelIn(Compression trial) {
        // Sound is not sent through a video codec.
        return Compression.RAW;
    }

    @Override
    default List<String> notes() {
        return sounds().notes();
    }

    @Override
    default List<Clip> clips(DataRequest request) {
        return sounds().clips(request);
    }

    @Override
    default List<Skipped> skipped(DataRequest request) {
        return sounds().skipped(request);
    }
}
