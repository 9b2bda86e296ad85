package io.unmask.media.video;

import io.unmask.config.BadInputException;
import java.nio.file.Path;

/** A file that cannot serve as a video, with the rule by which it is left out where that is allowed. */
public final class UnusableVideoException extends BadInputException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    /** What is wrong with a file. */
    public enum Fault {
        /** There is none of that name. */
        MISSING,
        /** A folder. */
        FOLDER,
        /** No bytes. */
        EMPTY,
        /** It may not be read. */
        UNREADABLE,
        /** No container that ffmpeg knows. */
        NO_VIDEO,
        /** An MP4 without the index that stands at its end or beginning. */
        NO_INDEX,
        /** A container with sound and no pictures. */
        NO_PICTURES,
        /** A container with a track of pictures that holds none. */
        NO_FRAMES,
        /** A photograph under the name of a video. */
        PHOTOGRAPH,
        /** It ends before its index says. */
        TRUNCATED,
        /** ffmpeg has no decoder for it, or none of its frames can be decoded. */
        UNDECODABLE
    }

    /**
     * With a whole message.
     *
     * @param cause what was found, the cure included: "the file is empty (0 bytes); get it again"
     */
    public UnusableVideoException(Path file, Fault fault, String cause) {
        super(file + ": " + cause);
        this.fault = fault;
    }

    /** What is wrong. */
    public Fault fault() {
        return fault;
    }
}
