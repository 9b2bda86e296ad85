package io.unmask.data.video;

import io.unmask.config.Family;
import io.unmask.data.Skipped;
import java.util.List;

/** A data set of videos in the layout in which it is published. */
@Family("video set")
public interface VideoSet {
    /**
     * What it holds, in an order that depends on nothing but the data set. No video is opened.
     *
     * @throws io.unmask.config.BadInputException if the tree is not the expected one; shows expected and found
     */
    List<Recording> recordings();

    /** What belongs to it but is not on the disk or not usable, and by which rule. */
    default List<Skipped> skipped() {
        return List.of();
    }

    /** Sentences that belong beside every number made from it: what its labels mean, which split file was read. */
    default List<String> notes() {
        return List.of();
    }

    /** The public page or file that the layout was read from. */
    String source();
}
