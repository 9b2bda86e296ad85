package io.unmask.data.video;

import io.unmask.config.Family;

/** Which frames of a video are used. */
@Family("frame choice")
public interface FrameChoice {
    /**
     * The chosen ones, ascending, none twice.
     *
     * @param available frames of the video
     * @return numbers counted from 0; empty for a video without frames
     */
    int[] of(int available);
}
