package io.unmask.data;

import io.unmask.config.Family;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place where labelled clips come from: a folder, a list, a public data set, a generator. */
@Family("data source")
public interface DataSource {
    /**
     * The clips of one split, in an order that depends on nothing but the source and the request. Pixels of
     * the clips are not read here.
     *
     * <p>A source that holds several compression levels gives the one asked for. One that has its pictures as
     * given and no more says {@link Compression#RAW} on its clips whatever was asked for; whoever asked then
     * compresses them.
     *
     * @throws io.unmask.config.BadInputException if the source is missing or malformed
     */
    List<Clip> clips(DataRequest request);

    /**
     * The level that its clips are wanted in.
     *
     * @param trial the level of the trial, which most sources take
     */
    default Compression levelIn(Compression trial) {
        return trial;
    }

    /** What the source has for this request but leaves out, and by which rule; nothing by default. */
    default List<Skipped> skipped(DataRequest request) {
        return List.of();
    }

    /** Sentences that belong beside every number made from this source: what "raw" means, which rule chose what. */
    default List<String> notes() {
        return List.of();
    }

    /**
     * Side of its pictures if they hold numbers instead of colours ({@link io.unmask.media.NumberPicture}), so that nothing
     * may resize or augment them; null for pictures to look at.
     */
    default @Nullable Integer numberSide() {
        return null;
    }

    /** The same of its second pictures. */
    default @Nullable Integer secondNumberSide() {
        return null;
    }
}
