package io.unmask.data.face;

import io.unmask.media.Image;
import java.util.List;

/** A loaded face detector. Not safe for several threads. */
public interface FaceFinder extends AutoCloseable {
    /**
     * All faces of a picture; none is an empty list.
     *
     * @param picture three channels, RGB
     * @param video key of the video or photograph (data set / method / compression / name), for detectors that look faces up
     * @param frame number of the frame in it, from 0
     * @throws io.unmask.config.BadInputException if the faces of this video are not to be had: the table has none of it
     */
    List<Face> find(Image picture, String video, int frame);

    @Override
    default void close() {}
}
